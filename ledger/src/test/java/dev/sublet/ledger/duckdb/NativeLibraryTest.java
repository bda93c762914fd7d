package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sublet.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private void make(String name, Instant modified) throws IOException {
        Files.setLastModifiedTime(Files.createFile(folder.resolve(name)), FileTime.from(modified));
    }

    @Test
    void only_old_libraries_of_dead_processes_are_removed() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc here, so nothing is removed");
        Instant old = NOW.minusSeconds(3_600);
        make("libduckdb_java123.so", old);
        make("libduckdb_java124.so", NOW.minusSeconds(60));
        make("libduckdb_java.so", old);
        make("libduckdb_java12x.so", old);
        make("other.so", old);
        NativeLibrary.removeLeftovers(folder, Clock.fixed(NOW, ZoneOffset.UTC));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("libduckdb_java.so", "libduckdb_java124.so", "libduckdb_java12x.so", "other.so"),
                    left.map(file -> "" + file.getFileName()).sorted().toList());
        }
    }

    @Test
    void a_ledger_that_lives_in_another_time_leaves_a_library_that_somebody_is_about_to_load() throws IOException {
        Path young = NativeLibrary.folder().resolve("libduckdb_java" + System.nanoTime() + ".so");
        Files.createFile(young);
        try {
            Clock yearsAhead = Clock.fixed(Instant.now().plus(Duration.ofDays(1000)), ZoneOffset.UTC);
            Ledger.open(folder, Samples.settings(), yearsAhead).close();
            assertTrue(Files.exists(young));
        } finally {
            Files.deleteIfExists(young);
        }
    }

    @Test
    void a_loaded_library_has_no_name_left_to_leak() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc here, so nothing is removed");
        Ledger.open(folder, Samples.settings(), Clock.systemUTC()).close();
        List<String> mapped =
                Files.readAllLines(Path.of("/proc/self/maps"), java.nio.charset.StandardCharsets.ISO_8859_1).stream()
                        .filter(line -> line.contains("libduckdb_java"))
                        .toList();
        assertTrue(!mapped.isEmpty() && mapped.stream().allMatch(line -> line.endsWith("(deleted)")), mapped::toString);
    }
}
