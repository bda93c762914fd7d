package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of bench/strace.sh. */
class StracesTest {
    @TempDir
    Path folder;

    @Test
    void acknowledgements_and_renames_are_synced_and_a_missing_sync_is_seen() throws Exception {
        assumeTrue(Straces.isThere(), "strace is not installed, so system calls are not checked");
        Straces straces = Straces.run(folder, 1, 6);
        assertEquals(List.of(), straces.violations);
        assertTrue(straces.acknowledgements > 5 && straces.renames > 5, straces::line);
        assertFalse(without(line -> line.contains("sync(") && line.contains("hot.duckdb.wal>"))
                .isEmpty());
        assertFalse(without(line -> line.contains("sync(") && line.contains(".part>"))
                .isEmpty());
        assertFalse(without(line -> line.contains("sync(") && line.contains("month=") && !line.contains(".part>"))
                .isEmpty());
    }

    private List<String> without(Predicate<String> calls) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("trace"), StandardCharsets.ISO_8859_1);
        Path less = folder.resolve("less");
        Files.write(less, lines.stream().filter(calls.negate()).toList(), StandardCharsets.ISO_8859_1);
        return Straces.read(less).violations;
    }
}
