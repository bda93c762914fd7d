package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.FolderInUseException;
import dev.sublet.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One process per data folder. DuckDB excludes others too, but cannot say who it is. The operating system lets go of the
 * lock when the process dies, however it dies.
 */
final class FolderLock implements AutoCloseable {
    private static final String READING = "(reading)";
    private static final String METERING = "(metering)";
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    // On POSIX closing any channel of a file drops the process's locks on it, so a second open in this process must be
    // refused before it touches the file.
    private static final Map<Path, String> HELD_HERE = new HashMap<>();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock, waiting at most {@code wait} for a command that only reads. */
    static FolderLock take(Path dataFolder, Path lockFile, boolean metering, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            Attempt attempt = attempt(dataFolder, lockFile, metering);
            if (attempt.lock != null) {
                return attempt.lock;
            }
            if (!attempt.holder.endsWith(READING) || System.nanoTime() > deadline) {
                throw new FolderInUseException("data folder " + dataFolder + " is in use by process " + attempt.holder
                        + "; stop that process or name another folder with --data");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private record Attempt(@Nullable FolderLock lock, String holder) {}

    private static Attempt attempt(Path dataFolder, Path lockFile, boolean metering) {
        synchronized (HELD_HERE) {
            String holder = HELD_HERE.get(lockFile);
            if (holder != null) {
                return new Attempt(null, holder);
            }
            try {
                return attemptFile(lockFile, metering);
            } catch (IOException e) {
                throw new LedgerException(
                        "cannot lock data folder " + dataFolder + ": " + e.getMessage() + "; check its permissions", e);
            }
        }
    }

    private static Attempt attemptFile(Path lockFile, boolean metering) throws IOException {
        FileChannel channel = FileChannel.open(
                lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                return new Attempt(null, Files.readString(lockFile).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((describeThisProcess(metering) + "\n").getBytes(StandardCharsets.UTF_8)));
            HELD_HERE.put(lockFile, describeThisProcess(metering));
            return new Attempt(new FolderLock(lockFile, channel), "");
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static String describeThisProcess(boolean metering) {
        return ProcessHandle.current().pid() + " " + (metering ? METERING : READING);
    }

    @Override
    public void close() {
        synchronized (HELD_HERE) {
            HELD_HERE.remove(file);
            try {
                channel.close();
            } catch (IOException e) {
                throw new LedgerException("cannot let go of " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
