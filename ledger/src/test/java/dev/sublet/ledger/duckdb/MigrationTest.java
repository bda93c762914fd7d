package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Samples.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store that version 1 of the program made: three pods, twelve ticks, rows with a remainder in every column. And one of
 * version 3, with sealed files: three hours of two pods, and a late row.
 */
class MigrationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-12-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path data;

    private void unpack(String resource) throws IOException {
        Path folder = Files.createDirectories(data.resolve("ledger"));
        try (InputStream in = MigrationTest.class.getResourceAsStream("/dev/sublet/ledger/" + resource)) {
            assertNotNull(in, resource);
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    private static List<String> rows(Ledger ledger, String sql) {
        return ledger.read(connection -> Seals.rows(connection, sql));
    }

    @Test
    void a_store_of_version_1_is_opened_its_usage_is_rounded_without_loss_and_can_be_sealed() throws IOException {
        unpack("store-version-1.zip");
        try (Ledger ledger = Ledger.open(data, Samples.settings(), CLOCK)) {
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
            assertEquals(
                    List.of(Schema.VERSION + "|"), rows(ledger, "SELECT value FROM meta WHERE key = 'schema_version'"));
            // 12 rows of 37 + 11 × span + tick core-ms: 642, 774 and 906 in all, cut to whole 50.
            assertEquals(
                    List.of(
                            "1|12|600|24576|98304|229376|8192|",
                            "2|12|750|24576|98304|229376|8192|",
                            "3|12|900|24576|98304|229376|8192|"),
                    rows(
                            ledger,
                            "SELECT span_id, count(*), sum(cpu_core_ms)::BIGINT, sum(memory_kib)::BIGINT,"
                                    + " sum(network_rx_bytes)::BIGINT, sum(network_tx_bytes)::BIGINT, sum(volume_kib)::BIGINT"
                                    + " FROM usage_final GROUP BY span_id ORDER BY span_id"));
            assertEquals(List.of("3|"), rows(ledger, "SELECT count(*) FROM usage_tail"));
            assertEquals(List.of("0|"), rows(ledger, "SELECT count(*) FROM statement"));
            Seals.Content before = Seals.content(ledger);
            Seals.later(ledger, Samples.CLUSTER, START_S + 7_200);
            assertTrue(!SealTest.upkeep(ledger).isEmpty());
            assertEquals(
                    before.tables().get("audit_event"),
                    Seals.content(ledger).tables().get("audit_event"));
            assertEquals(
                    before.tables().get("unseen_usage"),
                    Seals.content(ledger).tables().get("unseen_usage"));
        }
        try (Ledger ledger = Ledger.open(data, Samples.settings(), CLOCK)) {
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
        }
    }

    @Test
    void a_store_of_version_3_is_opened_with_its_sealed_files_and_sealed_and_lost_as_a_new_one() throws IOException {
        unpack("store-version-3.zip");
        List<String> usage = List.of("100|20|43050|", "101|19|48200|");
        // Without the tail, which the next tick makes anew.
        List<String> closed = List.of("100|19|41450|", "101|18|45050|");
        String sums = "SELECT span_id, count(*), sum(cpu_core_ms)::BIGINT FROM usage GROUP BY span_id ORDER BY span_id";
        try (Ledger ledger = Ledger.open(data, Samples.settings(), Seals.CLOCK)) {
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
            assertEquals(usage, rows(ledger, sums));
            assertEquals(
                    List.of("100|NULL|", "101|NULL|"),
                    rows(ledger, "SELECT span_id, coalesce(labels, 'NULL') FROM pods ORDER BY span_id"));
            Seals.later(ledger, "c1", Seals.START_S + 40 * 86_400L);
            assertTrue(!SealTest.upkeep(ledger).isEmpty());
            assertEquals(closed, rows(ledger, sums));
        }
        Files.delete(data.resolve("ledger/hot.duckdb"));
        try (Ledger ledger = Ledger.open(data, Samples.settings(), Seals.CLOCK)) {
            assertEquals(closed, rows(ledger, sums));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"store-version-1.zip", "store-version-3.zip"})
    void an_old_store_gets_the_tables_and_views_of_a_new_one(String store) throws IOException {
        unpack(store);
        String columns = "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE"
                + " database_name = 'hot' ORDER BY table_name, column_index";
        String views = "SELECT view_name, sql FROM duckdb_views() WHERE database_name = 'hot' AND NOT internal ORDER BY"
                + " view_name";
        try (Ledger old = Ledger.open(data, Samples.settings(), CLOCK);
                Ledger fresh = Ledger.open(data.resolve("new"), Samples.settings(), CLOCK)) {
            assertEquals(rows(fresh, columns), rows(old, columns));
            assertEquals(rows(fresh, views), rows(old, views));
            assertTrue(
                    old.lastState(store.contains("1") ? Samples.CLUSTER : "c1").isPresent());
        }
    }
}
