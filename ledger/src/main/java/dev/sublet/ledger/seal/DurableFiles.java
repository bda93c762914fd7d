package dev.sublet.ledger.seal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Changes to files that outlast the machine: what a name leads to is synced before the name appears, and the folder that
 * holds the name is synced after. Stateless apart from the failpoint; thread-safe when that is.
 *
 * <p>The failpoint is told of each step, {@code before-sync:<name>}, {@code after-sync:<name>}, {@code
 * before-rename:<name>}, {@code after-rename:<name>}, {@code before-delete:<name>} and {@code after-delete:<name>}, so that a test can end the
 * process or look at the folder there. A folder's name ends in a slash; a rename is named after its target.
 */
public final class DurableFiles {
    /** Only Windows refuses to open a folder; it keeps names in its own journal. */
    private static final boolean FOLDERS_SYNC = File.separatorChar == '/';

    private final Consumer<String> failpoint;

    public DurableFiles(Consumer<String> failpoint) {
        this.failpoint = failpoint;
    }

    public DurableFiles() {
        this(step -> {});
    }

    /** Makes the content of a file, or the names in a folder, durable. */
    public void sync(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        if (folder && !FOLDERS_SYNC) {
            return;
        }
        String name = path.getFileName() + (folder ? "/" : "");
        failpoint.accept("before-sync:" + name);
        try (FileChannel channel =
                FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        failpoint.accept("after-sync:" + name);
    }

    /** Renames within one file system, replacing what is there; afterwards the target is durable and the old name gone. */
    public void move(Path from, Path to) throws IOException {
        sync(from);
        failpoint.accept("before-rename:" + to.getFileName());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        failpoint.accept("after-rename:" + to.getFileName());
        Path folder = folderOf(to);
        sync(folder);
        if (!folderOf(from).equals(folder)) {
            sync(folderOf(from));
        }
    }

    /** Removes a file; one that is gone already is none the worse. */
    public void delete(Path file) throws IOException {
        failpoint.accept("before-delete:" + file.getFileName());
        Files.deleteIfExists(file);
        failpoint.accept("after-delete:" + file.getFileName());
        sync(folderOf(file));
    }

    /** Puts a whole file in place: readers see what was there before or all of the content, never a part. */
    public void write(Path target, byte[] content) throws IOException {
        Path aside = target.resolveSibling("." + target.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        move(aside, target);
    }

    /** Makes a folder and those above it that are missing; each new name is durable. */
    public void createDirectories(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            missing.push(path);
        }
        for (Path path : missing) {
            Files.createDirectories(path);
            sync(folderOf(path));
        }
    }

    private static Path folderOf(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(path + " is a root folder");
        }
        return folder;
    }
}
