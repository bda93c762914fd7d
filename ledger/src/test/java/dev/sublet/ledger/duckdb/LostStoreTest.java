package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings.Retention;
import dev.sublet.ledger.seal.SealedCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sealed answers without the hot store that sealed it, whatever else is damaged. */
class LostStoreTest {
    @TempDir
    Path data;

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), Seals.CLOCK);
    }

    private static long count(Ledger ledger, String from) {
        return ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM " + from));
    }

    @Test
    void a_lost_store_beside_a_sealed_file_that_is_gone_starts() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 3, 2);
            SealTest.upkeep(ledger);
        }
        Files.delete(data.resolve("ledger/hot.duckdb"));
        Path file = SealTest.path(data, "tick/cluster=c1/month=2026-10/2026-10-07T05");
        Files.delete(file);
        try (Ledger ledger = open()) {
            count(ledger, "usage");
        }
    }

    @Test
    void a_lost_store_beside_a_truncated_sealed_file_starts() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 3, 2);
            SealTest.upkeep(ledger);
        }
        Files.delete(data.resolve("ledger/hot.duckdb"));
        Path file = SealTest.path(data, "tick/cluster=c1/month=2026-10/2026-10-07T05");
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 200));
        try (Ledger ledger = open()) {
            count(ledger, "usage");
        }
    }

    @Test
    void a_lost_store_beside_a_file_that_is_no_parquet_starts() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 3, 2);
            SealTest.upkeep(ledger);
        }
        Files.delete(data.resolve("ledger/hot.duckdb"));
        Path file = SealTest.path(data, "tick/cluster=c1/month=2026-10/2026-10-07T05");
        Files.write(file.resolveSibling("notes.parquet"), new byte[100]);
        try (Ledger ledger = open()) {
            count(ledger, "usage");
        }
    }

    @Test
    void a_lost_store_beside_a_bit_flipped_footer_starts() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 3, 2);
            SealTest.upkeep(ledger);
        }
        Files.delete(data.resolve("ledger/hot.duckdb"));
        Path file = SealTest.path(data, "tick/cluster=c1/month=2026-10/2026-10-07T05");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 40] ^= 16;
        Files.write(file, bytes);
        try (Ledger ledger = open()) {
            count(ledger, "usage");
        }
    }

    @Test
    void a_store_lost_after_a_retirement_whose_manifest_failed_goes_on_answering() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 3, 2);
            Seals.later(ledger, "c1", START_S + 50 * 86_400L);
            SealTest.upkeep(ledger);
        }
        Failpoint failpoint = new Failpoint();
        Retention short1 = new Retention(Optional.of(Period.ofDays(1)), Optional.empty(), Optional.empty());
        try (Ledger ledger = DuckDbLedger.open(
                data,
                Samples.settings().withRetention(short1),
                Seals.CLOCK,
                new Surroundings(() -> Long.MAX_VALUE, List.of(), failpoint))) {
            boolean[] fail = {true};
            failpoint.then = step -> {
                if (fail[0] && step.equals("before-rename:manifest.json")) {
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }
            };
            for (int i = 0; i < 60; i++) {
                try {
                    if (ledger.upkeep(Due.NOW).isEmpty()) {
                        break;
                    }
                } catch (RuntimeException e) {
                    // as the daemon: tried again each minute
                }
            }
            fail[0] = false; // there is space again
            SealTest.upkeep(ledger);
            SealTest.upkeep(ledger);
            assertTrue(count(ledger, "retired") > 0);
        }
        Files.delete(data.resolve("ledger/hot.duckdb"));
        try (Ledger ledger = open()) {
            for (String table : List.of("tick", "node_tick", "usage", "unseen_usage")) {
                count(ledger, table);
            }
        }
    }

    @Test
    void a_lost_store_with_a_damaged_manifest_keeps_the_names_of_running_pods() throws IOException {
        long named;
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
            named = ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM pod_usage WHERE seconds > 1"));
        }
        Files.delete(data.resolve("ledger/hot.duckdb"));
        Path manifest = data.resolve("ledger/sealed/manifest.json");
        byte[] bytes = Files.readAllBytes(manifest);
        Files.write(manifest, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        try (Ledger ledger = open()) {
            assertEquals(24, count(ledger, "usage"));
            assertEquals(1, count(ledger, "missing_period"), "missing period");
            assertEquals(named, count(ledger, "pod_usage WHERE seconds > 1"), "usage with a name");
        }
    }

    @Test
    void a_restored_sealed_folder_alone_is_a_ledger_for_commands_that_read() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
        }
        try (Stream<Path> all = Files.list(data.resolve("ledger"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        for (int opening = 0; opening < 2; opening++) {
            try (Ledger ledger = DuckDbLedger.openExisting(data, Samples.settings(), Seals.CLOCK)) {
                assertEquals(24, count(ledger, "pod_usage"));
                assertTrue(ledger.checkSealed().stream().allMatch(SealedCheck::ok), () -> "" + ledger.checkSealed());
            }
        }
        try (Ledger ledger = open()) {
            Seals.later(ledger, "c1", START_S + 5 * 3_600L);
            SealTest.upkeep(ledger);
            assertEquals(24, count(ledger, "pod_usage"));
        }
    }

    @Test
    void a_lost_store_beside_damaged_files_of_spans_starts_and_says_what_has_no_names() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
        }
        Files.delete(data.resolve("ledger/hot.duckdb"));
        Files.write(data.resolve("ledger/sealed/pod_span_open/cluster=c1/open.parquet"), new byte[10]);
        try (Ledger ledger = open()) {
            assertEquals(24, count(ledger, "usage"));
            assertTrue(
                    ledger.recovery().findings().toString().contains("usage of those that had not ended has no names"),
                    () -> "" + ledger.recovery());
        }
    }
}
