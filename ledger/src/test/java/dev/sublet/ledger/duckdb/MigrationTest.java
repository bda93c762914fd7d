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

/** A store that version 1 of the program made: three pods, twelve ticks, rows with a remainder in every column. */
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
                Files.copy(zip, folder.resolve(entry.getName()));
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
            assertEquals(List.of("3|"), rows(ledger, "SELECT value FROM meta WHERE key = 'schema_version'"));
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
            assertEquals(
                    List.of("made before usage was rounded (ledger version 1)\ncluster c0ffee (prod) first tick 1|"),
                    rows(ledger, "SELECT evidence FROM statement"));
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
    void an_old_store_gets_the_tables_and_views_of_a_new_one() throws IOException {
        unpack("store-version-1.zip");
        String columns = "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE"
                + " database_name = 'hot' ORDER BY table_name, column_index";
        String views = "SELECT view_name, sql FROM duckdb_views() WHERE database_name = 'hot' AND NOT internal ORDER BY"
                + " view_name";
        try (Ledger old = Ledger.open(data, Samples.settings(), CLOCK);
                Ledger fresh = Ledger.open(data.resolve("new"), Samples.settings(), CLOCK)) {
            assertEquals(rows(fresh, columns), rows(old, columns));
            assertEquals(rows(fresh, views), rows(old, views));
            assertEquals(List.of("12|"), rows(old, "SELECT count(*) FROM node_tick"));
            assertTrue(old.lastState(Samples.CLUSTER).isPresent());
        }
    }
}
