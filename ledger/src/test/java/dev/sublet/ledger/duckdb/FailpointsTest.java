package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.LedgerKeeper.Due;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each named step that a crash could follow, once of its kind: the folder is copied there, with nothing else writing, and the copy
 * is opened and counted. Of equal copies one is.
 */
class FailpointsTest {
    private static final long RETIRED_S = Instant.parse("2026-11-25T00:00:00Z").getEpochSecond();

    /** A checkpoint beside a copy would tear it. */
    private static final long NEVER = 1L << 40;

    @TempDir
    Path folder;

    private final List<Path> copies = new ArrayList<>();
    private final Set<String> kinds = new TreeSet<>();
    private final Set<String> contents = new HashSet<>();
    private final TrialChild.SimulatedClock clock = new TrialChild.SimulatedClock();
    private boolean watching;

    @Test
    void a_crash_at_any_named_step_loses_and_doubles_nothing() throws Exception {
        Path data = folder.resolve("data");
        long ticks = 200;
        Surroundings watched = new Surroundings(() -> Long.MAX_VALUE, List.of(), step -> {
            if (watching && kinds.add(Kills.kind(step))) {
                take(data, folder.resolve("copy-" + kinds.size()));
            }
        });
        try (DuckDbLedger ledger = DuckDbLedger.open(data, TrialFacts.settings(NEVER), clock, watched)) {
            for (long index = 0; index < ticks; index++) {
                ledger.commit(List.of(TrialFacts.tick(1, index)));
                if (index == 100) {
                    // Hours first, so that a day is put together of them.
                    clock.atLeast(TrialFacts.atS(index));
                    upkeep(ledger);
                }
            }
            ledger.commit(TrialFacts.audit(0));
            clock.atLeast(RETIRED_S);
            watching = true;
            ledger.commit(TrialFacts.audit(0));
            upkeep(ledger);
            watching = false;
        }
        assertTrue(
                kinds.containsAll(
                        Set.of("before-commit", "after-commit", "before-seal-transaction", "after-seal-transaction")),
                kinds::toString);
        assertTrue(
                Stream.of("before-sync", "after-sync", "before-rename", "after-rename", "before-delete", "after-delete")
                        .allMatch(step -> kinds.stream().anyMatch(kind -> kind.startsWith(step))),
                kinds::toString);
        for (int number = 0; number < copies.size(); number++) {
            assertWhole(copies.get(number), ticks, number);
        }
    }

    static void upkeep(DuckDbLedger ledger) {
        int steps = 0;
        while (ledger.upkeep(Due.NOW).isPresent()) {
            steps++;
            assertTrue(steps < 1_000, "upkeep does not end");
        }
    }

    private void assertWhole(Path copy, long ticks, int number) {
        try (DuckDbLedger ledger = DuckDbLedger.open(copy, TrialFacts.settings(), clock)) {
            List<String> wrong = new TrialTruth(TrialChild.CLUSTERS).check(ledger, new long[] {0, ticks, 0}, 1, 0);
            assertEquals(List.of(), wrong, "copy " + number);
            assertEquals(0, ledger.recovery().lostCommits());
        }
    }

    private void take(Path data, Path copy) {
        try {
            Trials.copy(data, copy);
            if (contents.add(Trials.digest(copy))) {
                copies.add(copy);
            } else {
                Trials.remove(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
