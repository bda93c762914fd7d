package dev.sublet.collector;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.api.Assumptions;

/** Data of real clusters beside the project; tests that need it are skipped where it is not there. */
public final class SharedData {
    private static final Path ROOT = Path.of("..", "..", "shared", "data");

    private SharedData() {}

    public static Path file(String name) {
        Path file = ROOT.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
        return file;
    }

    /** Entries of the recording whose name, without the top folder, is wanted. */
    public static Map<String, byte[]> recording(Predicate<String> wanted) {
        Map<String, byte[]> entries = new TreeMap<>();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file("recording-a.tar.xz")));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                if (!entry.isDirectory() && wanted.test(name)) {
                    entries.put(name, tar.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
