package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk at each step of sealing is a whole ledger, with and without its hot store. */
class SealCrashTest {
    @TempDir
    Path folder;

    private static Ledger open(Path data, Failpoint failpoint) {
        return DuckDbLedger.open(
                data, Samples.settings(), Seals.CLOCK, new Surroundings(() -> Long.MAX_VALUE, List.of(), failpoint));
    }

    /** A step's name without dates and numbers, so that each kind is looked at once in each phase. */
    private static String kind(String step) {
        return step.replaceAll("[0-9]+", "#").replaceAll("=[a-z0-9#-]+", "=");
    }

    /** Ends a phase of the ledger's life with upkeep and copies the folder at each kind of step; of equal copies one is kept. */
    private List<Path> copiesDuringUpkeep(Ledger ledger, Failpoint failpoint, Path data, String phase) {
        Set<String> seen = new HashSet<>();
        Set<String> contents = new HashSet<>();
        List<Path> copies = new ArrayList<>();
        failpoint.then = step -> {
            try {
                if (seen.add(kind(step))) {
                    Path copy = Trials.copy(data, folder.resolve(phase + "-" + seen.size()));
                    if (contents.add(Trials.digest(copy))) {
                        copies.add(copy);
                    } else {
                        Trials.remove(copy);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        SealTest.upkeep(ledger);
        failpoint.then = step -> {};
        assertTrue(seen.size() > 10, () -> phase + ": " + seen);
        return copies;
    }

    @Test
    void a_copy_of_the_folder_at_any_step_opens_with_every_row_once() throws IOException {
        Failpoint failpoint = new Failpoint();
        Path data = folder.resolve("data");
        try (Ledger ledger = open(data, failpoint)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
            Seals.late(ledger, "c1", START_S);
            assertSame(ledger, failpoint, data, "late");
            Seals.later(ledger, "c1", START_S + 40 * 86_400L);
            assertSame(ledger, failpoint, data, "month");
        }
    }

    private void assertSame(Ledger ledger, Failpoint failpoint, Path data, String phase) throws IOException {
        Seals.Content before = Seals.content(ledger);
        List<Path> copies = copiesDuringUpkeep(ledger, failpoint, data, phase);
        assertEquals(before, Seals.content(ledger));
        for (Path copy : copies) {
            try (Ledger again = open(copy, new Failpoint())) {
                assertTrue(again.recovery().isClean(), () -> copy + ": " + again.recovery());
                assertEquals(before, Seals.content(again), () -> "" + copy);
                assertTrue(again.checkSealed().stream().allMatch(SealedCheck::ok));
                assertNothingUnknown(again, copy);
                SealTest.upkeep(again);
                assertEquals(before, Seals.content(again), () -> "after going on in " + copy);
            }
        }
    }

    private static void assertNothingUnknown(Ledger ledger, Path data) throws IOException {
        List<String> recorded = new ArrayList<>(
                ledger.read(connection -> Seals.rows(connection, "SELECT file FROM sealed_file ORDER BY file")));
        recorded.replaceAll(file -> file.replace("|", ""));
        List<String> found = new ArrayList<>(SealTest.files(data));
        found.remove(Manifest.FILE_NAME);
        assertEquals(recorded, found);
    }

    @Test
    void a_step_that_fails_leaves_a_ledger_that_goes_on() {
        Failpoint failpoint = new Failpoint();
        Path data = folder.resolve("data");
        try (Ledger ledger = open(data, failpoint)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            Set<String> failed = new HashSet<>();
            boolean again = true;
            for (int round = 0; again; round++) {
                // Two hours go together, and each by itself once that has failed.
                Seals.late(ledger, "c1", START_S + round);
                Seals.late(ledger, "c1", START_S + 3_600 + round);
                Seals.Content before = Seals.content(ledger);
                List<String> now = new ArrayList<>();
                failpoint.then = step -> {
                    // Within the writer a failed step after the commit is a dead process, which the copies stand for.
                    if (now.isEmpty()
                            && !step.contains("acknowledged")
                            && !step.contains("after-commit")
                            && failed.add(kind(step))) {
                        now.add(step);
                        throw new LedgerException("failed at " + step);
                    }
                };
                try {
                    SealTest.upkeep(ledger);
                } catch (LedgerException e) {
                    assertTrue(String.valueOf(e.getMessage()).contains("failed at "), e::getMessage);
                }
                again = !now.isEmpty();
                failpoint.then = step -> {};
                assertEquals(before, Seals.content(ledger), () -> "after " + now);
            }
            assertTrue(failed.size() > 10, failed::toString);
            assertEquals(0, Seals.hot(ledger, "usage_final"));
        }
    }

    @Test
    void a_commit_that_comes_while_rows_are_sealed_is_in_it_or_beside_it() {
        Failpoint failpoint = new Failpoint();
        try (Ledger ledger = open(folder.resolve("data"), failpoint)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            List<String> came = new ArrayList<>();
            failpoint.then = step -> {
                if (step.equals("before-seal-transaction") && came.size() < 2) {
                    came.add(step);
                    if (came.size() == 1) {
                        Seals.later(ledger, "c9", START_S);
                    } else {
                        Seals.late(ledger, "c1", START_S + 3_600);
                    }
                }
            };
            assertEquals("usage", ledger.upkeep(Due.NOW).orElseThrow().table());
            assertEquals(1, came.size(), "a tick elsewhere does not undo a seal");
            assertEquals(0, Seals.hot(ledger, "usage_final"));
            SealTest.upkeep(ledger);
            Seals.late(ledger, "c1", START_S + 3_600);
            SealTest.upkeep(ledger);
            assertEquals(2, came.size());
            assertEquals(26, count(ledger, "SELECT count(*) FROM usage_final") + sealedUsage(ledger));
            assertEquals(0, Seals.hot(ledger, "usage_final"));
        }
    }

    @Test
    void a_span_that_is_written_again_while_it_is_sealed_keeps_its_newest_version() {
        Failpoint failpoint = new Failpoint();
        try (Ledger ledger = open(folder.resolve("data"), failpoint)) {
            ledger.commit(List.of(owned(START_S, "cc-1")));
            Seals.later(ledger, "c1", START_S + 86_400 * 2);
            boolean[] came = {false};
            failpoint.then = step -> {
                if (step.equals("before-seal-transaction") && !came[0]) {
                    came[0] = true;
                    ledger.commit(List.of(owned(START_S + 86_400 * 2 + 600, "cc-2")));
                }
            };
            SealTest.upkeep(ledger);
            assertTrue(came[0]);
            assertEquals(
                    List.of("cc-2|"),
                    ledger.read(c -> Seals.rows(c, "SELECT cost_center FROM owner_span WHERE span_id = 7")));
        }
    }

    /** A tick with one owner, of whom only a text changes. */
    private static TickBatch owned(long atS, String costCenter) {
        OwnerSpan owner = new OwnerSpan(
                7, "c1", "vcluster", "v1", costCenter, null, 1_000_000, "file", START_S, START_S + 600, START_S);
        return new TickBatch(
                "c1",
                "name of c1",
                atS,
                600,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(owner),
                List.of(),
                List.of(),
                List.of(),
                StateBytes.ofText("state at " + atS));
    }

    private static long sealedUsage(Ledger ledger) {
        return count(ledger, "SELECT sum(row_count) FROM sealed_file WHERE table_name = 'usage'");
    }

    @Test
    void small_pieces_go_together_and_each_is_told_of() {
        Failpoint failpoint = new Failpoint();
        try (Ledger ledger = open(folder.resolve("data"), failpoint)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            Seals.hours(ledger, "c2", START_S, 2, 2);
            List<String> commits = new ArrayList<>();
            failpoint.then = step -> {
                if (step.equals("after-seal-transaction")) {
                    commits.add(step);
                }
            };
            assertEquals(16, SealTest.upkeep(ledger).size());
            assertEquals(1, commits.size());
        }
    }

    @Test
    void a_lost_hot_store_leaves_what_was_sealed_with_its_spans_and_marks_the_rest_missing() throws IOException {
        Path data = folder.resolve("data");
        Seals.Content sealed;
        long spanId;
        try (Ledger ledger = open(data, new Failpoint())) {
            Seals.hours(ledger, "c1", START_S, 21, 2);
            SealTest.upkeep(ledger);
            sealed = Seals.content(ledger);
            ledger.commit(List.of(Seals.tick("c1", START_S + 22 * 3_600, 2, START_S + 21 * 3_600)));
            spanId = ledger.nextSpanId();
        }
        Path store = data.resolve("ledger/hot.duckdb");
        byte[] corrupt = Files.readAllBytes(store);
        Arrays.fill(corrupt, 0, 12_288, (byte) 7);
        Files.write(store, corrupt);
        Files.delete(data.resolve("ledger/acknowledged"));
        long endS = START_S + 21 * 3_600;
        try (Ledger ledger = open(data, new Failpoint())) {
            assertFalse(ledger.recovery().isClean());
            assertTrue(
                    ledger.recovery().findings().toString().contains("sealed files were taken over by a fresh store"),
                    () -> "" + ledger.recovery());
            assertEquals(sealed.tables().get("tick"), withLast(ledger, "tick", endS, sealed));
            assertEquals(252, count(ledger, "SELECT count(*) FROM usage"));
            assertEquals(252, count(ledger, "SELECT count(*) FROM pod_usage"));
            assertEquals(2, count(ledger, "SELECT count(*) FROM pod_span WHERE to_s = " + endS));
            assertEquals(endS, count(ledger, "SELECT last_tick_s FROM cluster"));
            assertEquals(
                    1,
                    count(ledger, "SELECT count(*) FROM missing_period WHERE from_s = " + endS + " AND to_s IS NULL"));
            assertTrue(ledger.nextSpanId() >= spanId - 1, "a span ID would repeat");
            Seals.later(ledger, "c1", endS + 7_200);
            assertEquals(endS + 7_200, count(ledger, "SELECT to_s FROM missing_period"));
            SealTest.upkeep(ledger);
            assertEquals(252, count(ledger, "SELECT count(*) FROM pod_usage"));
        }
        try (Ledger ledger = open(data, new Failpoint())) {
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
        }
    }

    private static String withLast(Ledger ledger, String table, long endS, Seals.Content sealed) {
        // The tick at the end itself was hot; all before it are sealed.
        return count(ledger, "SELECT count(*) FROM " + table + " WHERE at_s < " + endS) == 126
                ? sealed.tables().get(table)
                : "other ticks";
    }

    private static long count(Ledger ledger, String sql) {
        return ledger.<Long>read(connection -> Sql.firstLong(connection, sql));
    }

    @Test
    void without_its_hot_store_a_copy_at_any_step_keeps_each_sealed_row_once() throws IOException {
        Failpoint failpoint = new Failpoint();
        Path data = folder.resolve("data");
        try (Ledger ledger = open(data, failpoint)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
            Seals.later(ledger, "c1", START_S + 86_400);
            Set<String> remains = new HashSet<>();
            for (Path copy : copiesDuringUpkeep(ledger, failpoint, data, "day")) {
                Files.delete(copy.resolve("ledger/hot.duckdb"));
                if (!remains.add(Trials.digest(copy))) {
                    continue;
                }
                try (Ledger again = open(copy, new Failpoint())) {
                    assertEquals(24, count(again, "SELECT count(*) FROM usage"), () -> "" + copy);
                    assertEquals(24, count(again, "SELECT count(*) FROM pod_usage"), () -> "" + copy);
                    assertEquals(2 * 7_200, count(again, "SELECT sum(seconds) FROM usage_hour"), () -> "" + copy);
                    assertTrue(again.checkSealed().stream().allMatch(SealedCheck::ok));
                }
            }
        }
    }
}
