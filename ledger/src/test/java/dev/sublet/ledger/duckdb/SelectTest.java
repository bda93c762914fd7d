package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.query.QueryResult;
import dev.sublet.ledger.query.SelectLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectTest {
    @TempDir
    static Path folder;

    private static Ledger ledger;

    @BeforeAll
    static void open() {
        ledger = Ledger.open(folder, Samples.settings(), Clock.systemUTC());
        ledger.commit(List.of(Samples.tick(Samples.START_S, 3)));
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    private static QueryResult select(String sql) {
        return ledger.select(sql, SelectLimits.defaults());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM usage",
                "select 1;",
                "WITH u AS (SELECT * FROM usage) SELECT sum(cpu_core_ms) FROM u -- and a comment",
                "FROM pod_span",
                "VALUES (1), (2)",
                "DESCRIBE usage",
                "SHOW TABLES",
                "SUMMARIZE usage_final",
                "SELECT * FROM range(3), duckdb_tables()",
                "SELECT * FROM pod_usage",
            })
    void one_reading_statement_is_answered(String sql) {
        assertFalse(select(sql).rows().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/etc/passwd')",
                "SELECT * FROM read_parquet('/etc/passwd')",
                "SELECT * FROM sniff_csv('/etc/passwd')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM '/etc/*.csv'",
                "SELECT * FROM \"/etc/passwd.csv\"",
                "SELECT (SELECT content FROM read_text('/etc/passwd'))",
                "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
                "SELECT * FROM query_table('/etc/passwd')",
                "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
                "SELECT * FROM force_checkpoint()",
                "SELECT * FROM checkpoint()",
                "SELECT * FROM enable_logging()",
                "SELECT * FROM duckdb_secrets()",
                "SELECT * FROM duckdb_settings()",
                "SELECT getenv('HOME')",
                "COPY usage TO '/tmp/usage.csv'",
                "COPY (SELECT 1) TO '/tmp/usage.parquet'",
                "EXPORT DATABASE '/tmp/all'",
                "ATTACH '/tmp/other.duckdb'",
                "ATTACH ':memory:' AS other",
                "DETACH hot",
                "USE main",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET memory_limit = '10GB'",
                "SET enable_external_access = true",
                "RESET lock_configuration",
                "PRAGMA database_list",
                "PRAGMA enable_profiling",
                "CALL force_checkpoint()",
                "CHECKPOINT",
                "VACUUM",
                "BEGIN TRANSACTION",
                "COMMIT",
                "ROLLBACK",
                "INSERT INTO meta VALUES ('a', 'b')",
                "DELETE FROM usage_final",
                "UPDATE meta SET value = 'x'",
                "WITH gone AS (DELETE FROM usage_final RETURNING *) SELECT * FROM gone",
                "DROP TABLE usage_final",
                "CREATE TABLE t (i INTEGER)",
                "CREATE TEMP TABLE t AS SELECT 1",
                "CREATE MACRO m() AS 1",
                "PREPARE p AS SELECT 1",
                "EXECUTE p",
                "EXPLAIN ANALYZE DELETE FROM usage_final",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP TABLE usage_final",
                "SELECT 1) ; DROP TABLE usage_final; SELECT * FROM (SELECT 1",
                "SELECT 1 /*",
                "SELECT 1; -- a remark after the semicolon",
                "",
                ";",
                "-- nothing",
                "selec 1",
                "SELECT nothing FROM nowhere",
                "SELECT 'a'::INTEGER",
            })
    void anything_else_is_refused_in_one_line_and_changes_nothing(String sql) {
        LedgerException refusal = assertThrows(LedgerException.class, () -> select(sql));
        assertFalse(String.valueOf(refusal.getMessage()).contains("\n"), refusal::getMessage);
        assertEquals(
                List.of(List.of(3L)), select("SELECT count(*) FROM usage_final").rows());
        assertFalse(Files.exists(Path.of("/tmp/usage.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM read_blob('%s')", "FROM '%s'", "FROM \"%s\"", "FROM read_text('%s.wal')"})
    void the_ledgers_own_files_cannot_be_read_as_files(String from) {
        String file = folder.toAbsolutePath()
                .resolve("ledger")
                .resolve(Database.FILE_NAME)
                .toString();
        assertThrows(LedgerException.class, () -> select("SELECT * " + String.format(from, file)));
    }

    @Test
    void messages_say_what_to_do() {
        assertEquals(
                "only one SELECT is allowed (or WITH … SELECT, VALUES, DESCRIBE, SHOW, SUMMARIZE)",
                assertThrows(LedgerException.class, () -> select("DROP TABLE meta"))
                        .getMessage());
        assertEquals(
                "the query holds 2 statements; give exactly one SELECT",
                assertThrows(LedgerException.class, () -> select("SELECT 1; SELECT 2"))
                        .getMessage());
        assertEquals(
                "the query calls glob(), which is not allowed; query the ledger's own tables and views"
                        + " (SHOW TABLES names them)",
                assertThrows(LedgerException.class, () -> select("SELECT * FROM glob('*')"))
                        .getMessage());
    }

    @Test
    void rows_beyond_the_limit_are_cut_off_in_order_and_it_is_said() {
        SelectLimits two = new SelectLimits(2, 1 << 20, Duration.ofSeconds(5));
        QueryResult cut = ledger.select("SELECT i FROM range(1000000) t(i) ORDER BY i DESC", two);
        assertEquals(List.of(List.of(999_999L), List.of(999_998L)), cut.rows());
        assertTrue(cut.truncated());
        assertFalse(ledger.select("SELECT i FROM range(2) t(i)", two).truncated());
        SelectLimits small = new SelectLimits(1_000, 10_000, Duration.ofSeconds(5));
        QueryResult long_rows = ledger.select("SELECT repeat('x', 4000) FROM range(10)", small);
        assertEquals(2, long_rows.rows().size());
        assertTrue(long_rows.truncated());
    }

    @Test
    void a_slow_query_is_cancelled() {
        SelectLimits brief = new SelectLimits(10, 1 << 20, Duration.ofMillis(300));
        long start = System.nanoTime();
        LedgerException refusal = assertThrows(
                LedgerException.class,
                () -> ledger.select(
                        "SELECT count(*) FROM range(3000000000) t(i), range(3000) u(j) WHERE (i * j) % 7 = 3", brief));
        assertEquals(
                "the query took longer than 300 ms and was cancelled; narrow it or raise query.timeout",
                refusal.getMessage());
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 5);
    }

    @Test
    void a_query_that_needs_too_much_memory_and_disk_fails_alone() {
        LedgerException refusal = assertThrows(
                LedgerException.class,
                () -> select("SELECT list(i ORDER BY i * 7919 % 1000003) FROM range(200000000) t(i)"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("Memory"), refusal::getMessage);
        assertEquals(
                List.of(List.of(3L)), select("SELECT count(*) FROM usage_final").rows());
    }

    @Test
    void values_are_ready_for_json_without_loss() {
        QueryResult result = select("SELECT 1::HUGEINT, 12345678901234567890::DECIMAL(38,0), 1.5::DECIMAL(38,9), 7,"
                + " TIMESTAMP '2026-03-29 02:30:00', TIMESTAMPTZ '2026-01-02 05:04:05+02', DATE '2026-01-02', [1, NULL],"
                + " {'a': 1, 'b': 'x'}, MAP {'k': 1}, NULL, true, 'a'::BLOB, 'nan'::DOUBLE, '{}'::JSON, TIME '10:00'");
        assertEquals(
                Arrays.asList(
                        BigInteger.ONE,
                        new BigDecimal("12345678901234567890"),
                        new BigDecimal("1.500000000"),
                        7L,
                        "2026-03-29T02:30:00Z",
                        "2026-01-02T03:04:05Z",
                        "2026-01-02",
                        Arrays.asList(1L, null),
                        Map.of("a", 1L, "b", "x"),
                        Map.of("k", 1L),
                        null,
                        true,
                        "61",
                        "NaN",
                        "{}",
                        "10:00:00"),
                result.rows().get(0));
        assertEquals("HUGEINT", result.types().get(0));
    }

    @Test
    void names_and_times_are_at_hand_in_the_views() throws IOException {
        assertEquals(
                List.of(List.of("payments", "web-1", "2025-10-09T08:53:05Z", "2025-10-09T08:53:20Z", 1_500L)),
                select("SELECT vcluster, virtual_pod, from_time, to_time, cpu_core_ms FROM pod_usage"
                                + " WHERE coverage = 'measured' AND virtual_pod = 'web-1' AND to_s <= "
                                + Samples.START_S)
                        .rows());
    }

    @Test
    void show_tables_names_each_table_once_also_when_some_are_sealed() {
        try (Ledger ledger = Ledger.open(folder.resolve("sealed"), Samples.settings(), Seals.CLOCK)) {
            Seals.hours(ledger, "c1", Seals.START_S, 2, 2);
            SealTest.upkeep(ledger);
            List<List<@Nullable Object>> rows =
                    ledger.select(" show tables; ", SelectLimits.defaults()).rows();
            assertTrue(rows.contains(List.of("usage")));
            assertEquals(rows.stream().distinct().count(), rows.size(), () -> "" + rows);
        }
    }
}
