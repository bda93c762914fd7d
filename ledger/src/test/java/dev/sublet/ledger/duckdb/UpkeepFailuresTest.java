package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What upkeep does when some of it cannot be done. */
class UpkeepFailuresTest {
    /** More calls than any of these ledgers has pieces. */
    private static final int CALLS_MAX = 200;

    @TempDir
    Path data;

    /** Told of each failpoint; does nothing until it is given something to do. */
    private static final class Failpoint implements Consumer<String> {
        private Consumer<String> then = step -> {};

        @Override
        public void accept(String step) {
            then.accept(step);
        }

        /** Lets a step fail like a full disk, so many times. */
        void failAt(String failing, int times) {
            int[] left = {times};
            then = step -> {
                if (step.equals(failing) && left[0]-- > 0) {
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }
            };
        }
    }

    private Ledger open(Failpoint failpoint) {
        return DuckDbLedger.open(
                data, Samples.settings(), Seals.CLOCK, new Surroundings(() -> Long.MAX_VALUE, List.of(), failpoint));
    }

    /** One round: until nothing is due or a failure is told. Returns what was told. */
    private static List<String> round(Ledger ledger, Due due) {
        try {
            for (int call = 0; call < CALLS_MAX; call++) {
                if (ledger.upkeep(due).isEmpty()) {
                    return List.of();
                }
            }
        } catch (RuntimeException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        throw new AssertionError("upkeep does not end");
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 8;
        Files.write(file, bytes);
    }

    private Path sealed(String file) {
        return data.resolve("ledger/sealed").resolve(file);
    }

    private List<String> gone() {
        return Manifest.read(data.resolve("ledger/sealed")).orElseThrow().files().stream()
                .map(SealedFile::file)
                .filter(file -> !Files.exists(sealed(file)))
                .toList();
    }

    private static TickBatch withPods(long atS, PodSpan... pods) {
        return new TickBatch(
                "c1",
                "name of c1",
                atS,
                600,
                List.of(),
                List.of(),
                List.of(pods),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                StateBytes.ofText("state at " + atS));
    }

    @Test
    void a_damaged_file_keeps_nothing_else_from_being_sealed_and_is_told_of_once_a_round() throws IOException {
        try (Ledger ledger = open(new Failpoint())) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
            Path file = SealTest.path(data, "usage/cluster=c1/month=2026-10/2026-10-07T05");
            byte[] whole = Files.readAllBytes(file);
            damage(file);
            Seals.hours(ledger, "c2", START_S + 30 * 86_400L, 30, 2);
            ledger.commit(Samples.batch(
                    "payments",
                    Samples.event("payments", "a1", "ResponseComplete", (START_S + 35 * 86_400L) * 1_000_000)));
            Seals.later(ledger, "c1", START_S + 36 * 86_400L);

            List<String> told = round(ledger, Due.NOW);
            assertTrue(
                    told.toString().contains("so usage of 2026-10-07 (cluster c1) was left as it is"), () -> "" + told);
            assertEquals(0, Seals.hot(ledger, "audit_event"));
            assertEquals(0, Seals.hot(ledger, "usage_final"));

            assertEquals(told, round(ledger, Due.SCHEDULED));
            Files.write(file, whole);
            assertEquals(List.of(), round(ledger, Due.NOW), "a person's round tries it again");
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void a_row_of_more_than_the_sealed_form_can_hold_is_named_and_stops_no_others() {
        try (Ledger ledger = open(new Failpoint())) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            ledger.write(c -> {
                Sql.execute(
                        c,
                        "UPDATE usage_final SET network_rx_bytes = 16384 * 2147483648 WHERE from_s = " + START_S
                                + " AND span_id = 100");
                return 0;
            });
            ledger.commit(
                    Samples.batch("b", Samples.event("b", "a1", "ResponseComplete", (START_S + 90_000) * 1_000_000)));
            Seals.Content before = Seals.content(ledger);
            String told = round(ledger, Due.NOW).get(0);
            assertTrue(told.contains("usage of 2026-10-07T04 (cluster c1)"), told);
            assertTrue(told.contains("a row holds more than the sealed form can"), told);
            assertEquals(0, Seals.hot(ledger, "audit_event"));
            assertEquals(12, Seals.hot(ledger, "usage_final"));
            assertEquals(before, Seals.content(ledger));
        }
    }

    @Test
    void no_file_that_the_manifest_names_goes_while_a_manifest_cannot_be_written() {
        Failpoint failpoint = new Failpoint();
        try (Ledger ledger = open(failpoint)) {
            Seals.hours(ledger, "c1", START_S, 3, 2);
            SealTest.upkeep(ledger);
            Seals.later(ledger, "c1", START_S + 2 * 86_400L);
            failpoint.failAt("before-rename:manifest.json", Integer.MAX_VALUE);
            for (int tries = 0; tries < 30; tries++) {
                round(ledger, Due.NOW);
            }
            assertEquals(List.of(), gone());
        }
    }

    @Test
    void a_manifest_that_could_not_be_written_is_written_by_a_later_upkeep() {
        Failpoint failpoint = new Failpoint();
        try (Ledger ledger = open(failpoint)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            failpoint.failAt("before-rename:manifest.json", 100);
            for (int tries = 0; tries < 20; tries++) {
                round(ledger, Due.NOW);
            }
            failpoint.then = step -> {};
            assertEquals(List.of(), round(ledger, Due.NOW));
            assertEquals(
                    ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM sealed_file")),
                    Manifest.read(data.resolve("ledger/sealed"))
                            .orElseThrow()
                            .files()
                            .size());
        }
    }

    @Test
    void replaced_files_go_although_spans_could_not_be_published_once() throws IOException {
        Failpoint failpoint = new Failpoint();
        try (Ledger ledger = open(failpoint)) {
            ledger.commit(List.of(withPods(START_S, Samples.podSpan("c1", 5, START_S, START_S + 600))));
            Seals.later(ledger, "c1", START_S + 86_400 * 2);
            SealTest.upkeep(ledger);
            ledger.commit(List.of(withPods(
                    START_S + 86_400 * 2 + 1,
                    Samples.podSpan("c1", 6, START_S, START_S + 900),
                    Samples.podSpan("c1", 7, START_S + 86_400 * 2, null))));
            failpoint.failAt("before-rename:open.parquet", 100);
            assertTrue(round(ledger, Due.NOW).toString().contains("cannot publish the open spans of cluster c1"));
            failpoint.then = step -> {};
            assertEquals(List.of(), round(ledger, Due.NOW));
            List<String> known = ledger.read(SealedFiles::load).stream()
                    .map(SealedFile::file)
                    .toList();
            List<String> unknown = SealTest.files(data).stream()
                    .filter(file -> file.endsWith(".parquet") && !known.contains(file))
                    .toList();
            assertEquals(List.of(), unknown);
            assertEquals(
                    1,
                    ledger.<Long>read(c -> Sql.firstLong(
                            c,
                            "SELECT count(*) FROM read_parquet('" + sealed("pod_span_open/cluster=c1/open.parquet")
                                    + "')")));
        }
    }

    @Test
    void sealing_leaves_the_space_that_is_kept_free_for_commits_and_names_the_setting() {
        Failpoint failpoint = new Failpoint();
        long[] free = {Long.MAX_VALUE};
        LedgerSettings settings = new LedgerSettings(
                256L << 20,
                256L << 20,
                100L << 20,
                1L << 20,
                64,
                Duration.ofSeconds(5),
                4,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
        try (Ledger ledger =
                DuckDbLedger.open(data, settings, Seals.CLOCK, new Surroundings(() -> free[0], List.of(), failpoint))) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            free[0] = 100L << 20;
            List<String> written = new ArrayList<>();
            failpoint.then = step -> {
                if (step.startsWith("before-rename")) {
                    written.add(step);
                }
            };
            String told = String.valueOf(assertThrows(LedgerException.class, () -> ledger.upkeep(Due.NOW))
                    .getMessage());
            assertTrue(told.startsWith("only 100 MiB are free, sealing usage of 2026-10-07T04 (cluster c1)"), told);
            assertTrue(told.contains("needs about 1 MiB beside the 100 MiB of ledger.minFreeBytes"), told);
            assertEquals(List.of(), written);
            free[0] = 102L << 20;
            assertEquals(
                    UpkeepStep.Kind.SEALED, ledger.upkeep(Due.NOW).orElseThrow().kind());
        }
    }
}
