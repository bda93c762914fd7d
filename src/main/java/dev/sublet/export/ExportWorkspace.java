package dev.sublet.export;

import dev.sublet.Problem;
import dev.sublet.reporter.export.Exports;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one export, made by the process that asks for it and locked as long as that lives: the operating system lets
 * go of the lock however the process ends, and the next export or daemon clears away what has no owner.
 */
public final class ExportWorkspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportWorkspace.class);
    private static final String LOCK = ".lock";
    private static final int NAME_BYTES = 16;

    // On POSIX closing any channel of a file drops the process's locks on it, so a sweep in this process must not touch
    // these.
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path folder;
    private final Path lockFile;
    private final FileChannel channel;

    private ExportWorkspace(Path folder, Path lockFile, FileChannel channel) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /**
     * Makes one, after clearing away those without an owner.
     *
     * @throws Problem when the data folder has no ledger or cannot be written
     */
    public static ExportWorkspace make(Path data) {
        Path ledger = data.toAbsolutePath().normalize().resolve("ledger");
        if (!Files.isDirectory(ledger)) {
            throw Problem.wrongUse("no ledger in " + data
                    + "; run `sublet run`, `replay` or `demo` first, or name its folder with --data");
        }
        Path exports = exports(data);
        byte[] random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        Path folder = exports.resolve(HexFormat.of().formatHex(random));
        Path lockFile = exports.resolve(folder.getFileName() + LOCK);
        try {
            Files.createDirectories(exports);
            sweep(data);
            synchronized (HELD_HERE) {
                HELD_HERE.add(lockFile);
                FileChannel channel =
                        FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                channel.lock();
                Files.createDirectory(folder);
                return new ExportWorkspace(folder, lockFile, channel);
            }
        } catch (IOException e) {
            throw Problem.environment("cannot write in " + exports + " (" + e + "); check its permissions", e);
        }
    }

    /** Clears away what exports left that were killed. */
    public static void sweep(Path data) {
        List<Path> locks = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(exports(data), "*" + LOCK)) {
            found.forEach(locks::add);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            LOG.warn("event=export_left_behind folder={} reason=\"{}\"", exports(data), e.toString());
            return;
        }
        locks.forEach(ExportWorkspace::removeUnlessHeld);
    }

    private static void removeUnlessHeld(Path lockFile) {
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(lockFile)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    remove(lockFile);
                }
            } catch (IOException | OverlappingFileLockException e) {
                LOG.warn("event=export_left_behind file={} reason=\"{}\"", lockFile, e.toString());
            }
        }
    }

    /** The folder goes first: a lock without one is swept as well, a folder without a lock would stay. */
    private static void remove(Path lockFile) throws IOException {
        String name = lockFile.getFileName().toString();
        Path folder = lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
        Files.deleteIfExists(lockFile);
    }

    private static Path exports(Path data) {
        return data.toAbsolutePath().normalize().resolve(Path.of("ledger", "sealed", Exports.FOLDER));
    }

    /** What the database is told. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** A file that the database has written. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        synchronized (HELD_HERE) {
            try (channel) {
                remove(lockFile);
            } catch (IOException e) {
                LOG.warn("event=export_left_behind folder={} reason=\"{}\"", folder, e.toString());
            }
            HELD_HERE.remove(lockFile);
        }
    }
}
