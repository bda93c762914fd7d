package dev.sublet.export;

import dev.sublet.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts finished files in their places: each is there as a whole and on disk, or not at all. Immutable. */
public final class Delivery {
    private final Path target;
    private final boolean force;

    /**
     * @param target the file to make
     * @param force whether it may replace one
     */
    public Delivery(Path target, boolean force) {
        this.target = target;
        this.force = force;
    }

    /**
     * Says before the work begins what would hinder its end.
     *
     * @param ledger the ledger's folder, where nothing but the ledger may lie
     * @throws Problem when the target is there already or its folder is not, or lies in the ledger
     */
    public void check(Path ledger) {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = parent();
        if (!Files.isDirectory(parent)) {
            throw Problem.wrongUse(
                    "there is no folder " + parent + " for " + target + "; make it, or name another with -o");
        }
        if (absolute.startsWith(ledger.toAbsolutePath().normalize())) {
            throw Problem.wrongUse(target + " lies inside the ledger's own folder; name another place with -o");
        }
        if (Files.isDirectory(target)) {
            throw Problem.wrongUse(target + " is a folder, not a file; name another file with -o");
        }
        if (!force) {
            refuseExisting();
        }
        if (!Files.isWritable(parent)) {
            throw Problem.environment("folder " + parent + " cannot be written; name another place with -o");
        }
    }

    private void refuseExisting() {
        if (Files.exists(target, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            throw Problem.wrongUse(target + " is there already; name another file with -o, or replace it with --force");
        }
    }

    /** Moves a file here: by renaming, or by copying aside first when it lies on another disk. */
    public void take(Path file) {
        try {
            if (!force) {
                refuseExisting();
            }
            sync(file);
            try {
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                copy(file);
            }
            syncFolder();
        } catch (IOException e) {
            throw Problem.environment("cannot write " + target + " (" + e + "); name another place with -o", e);
        }
    }

    private void copy(Path file) throws IOException {
        Path aside = parent().resolve("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + ".part");
        try {
            Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
            sync(aside);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private Path parent() {
        Path parent = target.toAbsolutePath().normalize().getParent();
        return parent == null ? target.toAbsolutePath().getRoot() : parent;
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(parent(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
