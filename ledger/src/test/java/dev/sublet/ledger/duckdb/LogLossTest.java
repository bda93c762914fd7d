package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that lost its log knows only older sealed files; those must still be there. */
class LogLossTest {
    @TempDir
    Path folder;

    @Test
    void files_that_were_put_together_are_not_removed_while_only_the_log_says_so() throws Exception {
        Path data = folder.resolve("data");
        Path copy = folder.resolve("copy");
        TrialChild.SimulatedClock clock = new TrialChild.SimulatedClock();
        // Closing folds the log, so the store itself knows the hours and only the log what became of them.
        work(data, clock, 0, 30, () -> {});
        work(data, clock, 30, 90, () -> Trials.copy(data, copy));
        Files.deleteIfExists(copy.resolve("ledger/hot.duckdb.wal"));
        try (DuckDbLedger ledger = DuckDbLedger.open(copy, TrialFacts.settings(), clock)) {
            List<String> gone = ledger.recovery().findings().stream()
                    .filter(finding -> finding.contains("is gone"))
                    .toList();
            assertEquals(List.of(), gone);
            assertTrue(Seals.content(ledger).tables().size() > 5);
        }
    }

    @FunctionalInterface
    private interface Last {
        void run() throws IOException;
    }

    private static void work(Path data, TrialChild.SimulatedClock clock, long from, long to, Last last)
            throws IOException {
        Surroundings surroundings = new Surroundings(() -> Long.MAX_VALUE, List.of());
        try (DuckDbLedger ledger = DuckDbLedger.open(data, TrialFacts.settings(1L << 40), clock, surroundings)) {
            for (long index = from; index < to; index++) {
                ledger.commit(List.of(TrialFacts.tick(1, index)));
            }
            clock.atLeast(TrialFacts.atS(to));
            FailpointsTest.upkeep(ledger);
            last.run();
        }
    }
}
