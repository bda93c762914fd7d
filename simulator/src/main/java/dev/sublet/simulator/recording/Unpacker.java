package dev.sublet.simulator.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/** Unpacks a .tar.xz or .tar.zst into a folder, bounded, and never outside of it. */
final class Unpacker {
    private final long maxBytes;
    private final int maxFiles;

    Unpacker(long maxBytes, int maxFiles) {
        this.maxBytes = maxBytes;
        this.maxFiles = maxFiles;
    }

    static boolean knows(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".tar.xz") || name.endsWith(".tar.zst");
    }

    void unpack(Path archive, Path into) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive));
                InputStream plain = decompressed(archive, raw);
                TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
            long bytesLeft = maxBytes;
            int files = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = inside(archive, into, entry);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                if (!entry.isFile()) {
                    throw refused(archive, entry.getName() + " is neither a file nor a folder; pack plain files only");
                }
                files++;
                if (files > maxFiles) {
                    throw refused(archive, "it holds more than " + maxFiles + " files; unpack it and give the folder");
                }
                Files.createDirectories(parentOf(target));
                bytesLeft -= copy(archive, tar, target, bytesLeft);
            }
        }
    }

    private static InputStream decompressed(Path archive, InputStream raw) throws IOException {
        return archive.getFileName().toString().endsWith(".xz")
                ? new XZCompressorInputStream(raw)
                : new ZstdCompressorInputStream(raw);
    }

    private static Path inside(Path archive, Path into, TarArchiveEntry entry) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw refused(archive, "entry " + entry.getName() + " leads outside of it; do not use this file");
        }
        return target;
    }

    private static Path parentOf(Path target) {
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalStateException("no parent: " + target);
        }
        return parent;
    }

    private long copy(Path archive, InputStream from, Path to, long bytesLeft) throws IOException {
        long copied = 0;
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                copied += read;
                if (copied > bytesLeft) {
                    throw refused(
                            archive, "it unpacks to more than " + maxBytes + " bytes; unpack it and give the folder");
                }
                out.write(buffer, 0, read);
            }
        }
        return copied;
    }

    private static RecordingException refused(Path archive, String why) {
        return new RecordingException("recording " + archive.getFileName() + ": " + why);
    }
}
