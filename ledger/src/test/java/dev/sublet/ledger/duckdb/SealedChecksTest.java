package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.SealedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage around the sealed files is seen and keeps nothing else from going on. */
class SealedChecksTest {
    @TempDir
    Path data;

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), Seals.CLOCK);
    }

    private Ledger open(Failpoint failpoint) {
        return DuckDbLedger.open(
                data, Samples.settings(), Seals.CLOCK, new Surroundings(() -> Long.MAX_VALUE, List.of(), failpoint));
    }

    private static long count(Ledger ledger, String from) {
        return ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM " + from));
    }

    @Test
    void verify_sees_a_damaged_manifest_and_damaged_open_spans() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
            Path manifest = data.resolve("ledger/sealed/manifest.json");
            Files.write(manifest, new byte[10]);
            Path open = data.resolve("ledger/sealed/pod_span_open/cluster=c1/open.parquet");
            Files.write(open, new byte[10]);
            assertFalse(ledger.checkSealed().stream().allMatch(SealedCheck::ok), "nothing is said of either");
        }
    }

    @Test
    void old_and_new_events_in_one_call_are_taken_although_a_sealed_audit_file_is_damaged() throws IOException {
        try (Ledger ledger = open()) {
            ledger.commit(Samples.batch("b", Samples.event("b", "a1", "ResponseComplete", START_S * 1_000_000)));
            SealTest.upkeep(ledger);
            Path file = data.resolve("ledger/sealed")
                    .resolve(SealTest.files(data).stream()
                            .filter(f -> f.startsWith("audit_event/"))
                            .findFirst()
                            .orElseThrow());
            Files.write(file, new byte[10]);
            ledger.commit(Samples.batch(
                    "b",
                    Samples.event("b", "a2", "ResponseComplete", START_S * 1_000_000),
                    Samples.event("b", "a3", "ResponseComplete", (START_S + 90_000) * 1_000_000)));
        }
    }

    @Test
    void files_that_the_manifest_names_are_there_after_a_manifest_could_not_be_written() throws IOException {
        Failpoint failpoint = new Failpoint();
        try (Ledger ledger = open(failpoint)) {
            Seals.hours(ledger, "c1", START_S, 3, 2);
            SealTest.upkeep(ledger);
            Seals.later(ledger, "c1", START_S + 2 * 86_400L);
            failpoint.then = step -> {
                if (step.equals("before-rename:manifest.json")) {
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }
            };
            for (int i = 0; i < 30; i++) {
                try {
                    if (ledger.upkeep(Due.NOW).isEmpty()) {
                        break;
                    }
                } catch (RuntimeException e) {
                    // as the daemon: tried again each minute
                }
            }
            Manifest manifest = Manifest.read(data.resolve("ledger/sealed")).orElseThrow();
            List<String> gone = manifest.files().stream()
                    .map(SealedFile::file)
                    .filter(f -> !Files.exists(data.resolve("ledger/sealed").resolve(f)))
                    .toList();
            assertEquals(List.of(), gone, "manifest names files that were removed");
        }
    }

    @Test
    void a_manifest_that_could_not_be_written_once_is_written_by_the_next_upkeep() throws IOException {
        Failpoint failpoint = new Failpoint();
        try (Ledger ledger = open(failpoint)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            int[] left = {1000};
            failpoint.then = step -> {
                if (step.equals("before-rename:manifest.json") && left[0]-- > 0) {
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }
            };
            for (int i = 0; i < 100; i++) {
                try {
                    if (ledger.upkeep(Due.NOW).isEmpty()) {
                        break;
                    }
                } catch (RuntimeException e) {
                    // again
                }
            }
            left[0] = 0; // space is free again
            SealTest.upkeep(ledger);
            SealTest.upkeep(ledger);
            int named = Manifest.read(data.resolve("ledger/sealed"))
                    .map(m -> m.files().size())
                    .orElse(0);
            assertEquals(count(ledger, "sealed_file"), named);
        }
    }
}
