package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.daemon.Station;
import dev.sublet.export.ExportWorkspace;
import dev.sublet.http.AuditTokens;
import dev.sublet.http.Health;
import dev.sublet.http.HttpSettings;
import dev.sublet.http.Measures;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.terms.TermsTexts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the ledger is kept: compact, export and hold, with a daemon and without. */
class KeepingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private String data = "";

    @BeforeEach
    void write() {
        data = folder.resolve("data").toString();
        SmallLedger.write(Path.of(data));
    }

    private Cli run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data));
        return Cli.run(all.toArray(String[]::new));
    }

    private String good(String... args) {
        Cli ended = run(args);
        assertEquals(0, ended.exitCode(), ended.err());
        return ended.out();
    }

    private void assertOneLine(int exitCode, String part, String... args) {
        Cli ended = run(args);
        assertEquals(exitCode, ended.exitCode(), ended.err());
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().contains(part), ended.err());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** What a program that knows nothing of Sublet reads. */
    private static List<String> outside(String... statements) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (int index = 0; index < statements.length - 1; index++) {
                statement.execute(statements[index]);
            }
            try (ResultSet row = statement.executeQuery(statements[statements.length - 1])) {
                while (row.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        cells.add(row.getString(column));
                    }
                    rows.add(String.join("|", cells));
                }
            }
        }
        return rows;
    }

    private BigDecimal coreSeconds(String... window) {
        List<String> args = new ArrayList<>(List.of("usage", "--by", "pod", "--format", "json"));
        args.addAll(List.of(window));
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : json(good(args.toArray(String[]::new)))) {
            sum = sum.add(line.path("cpuCoreSeconds").decimalValue());
        }
        return sum;
    }

    private static void answering(Ledger ledger, String data, Runnable work) {
        Answerer answerer = new Answerer(ledger, Clock.systemUTC(), SelectLimits.defaults(), TermsTexts::none);
        try (Station station = new Station(
                Path.of(data),
                HttpSettings.loopback(0),
                new AuditTokens(Map.of()),
                (source, body) -> {
                    throw new IllegalArgumentException("no audit");
                },
                Health.good(),
                new Measures(),
                answerer::answer)) {
            assertTrue(station.port() > 0);
            work.run();
        }
    }

    private long exportsLeft() {
        Path exports = Path.of(data, "ledger", "sealed", "_export");
        try (Stream<Path> left = Files.list(exports)) {
            return left.count();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void compacting_changes_no_answer_and_says_what_it_did_and_when_nothing_is_left() {
        String usage = good("usage", "--by", "pod", "--format", "json");
        String audit = good("audit", "search", "--limit", "5000", "--format", "csv");
        JsonNode done = json(good("compact", "--format", "json"));
        JsonNode sealed = null;
        for (JsonNode table : done.path("sealed")) {
            sealed = table.path("table").asText().equals("usage") ? table : sealed;
        }
        assertTrue(done.path("pieces").size() > 3, done.toString());
        assertTrue(sealed != null && sealed.path("rows").asLong() == 2 * (SmallLedger.MINUTES - 30), done.toString());
        assertEquals(2 * (SmallLedger.MINUTES - 30), sealed.path("podMinutes").asLong(), "bytes per pod-minute");
        assertTrue(sealed.path("bytesPerPodMinute").decimalValue().signum() > 0);
        assertEquals(usage, good("usage", "--by", "pod", "--format", "json"));
        assertEquals(audit, good("audit", "search", "--limit", "5000", "--format", "csv"));
        String again = good("compact");
        assertTrue(again.startsWith("Nothing to do"), again);
        assertTrue(again.contains("bytes per pod-minute"), again);
        assertEquals(1, good("compact", "--format", "csv").lines().count());
    }

    @Test
    void compacting_says_how_much_is_due_and_names_what_could_not_be_done() throws IOException {
        Cli first = run("compact");
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.err().matches("sublet: [0-9]+ pieces are due; more may follow from them\\R"), first.err());
        try (Ledger ledger = Ledger.open(Path.of(data), LedgerSettings.defaults(), Clock.systemUTC())) {
            ledger.write(c -> {
                try (Statement statement = c.createStatement()) {
                    return statement.execute(
                            "INSERT INTO usage_final SELECT 1, 1759190400, 1759190460, 'measured', 1, 0,"
                                    + " 0, 0, 0, 0, 0, 0");
                }
            });
        }
        Cli again = run("compact");
        assertEquals(1, again.exitCode(), again.err());
        assertTrue(again.err().contains("usage of 2025-09-30"), again.err());
    }

    @Test
    void a_query_of_a_table_with_a_damaged_file_names_the_file_and_the_remedy() throws IOException {
        good("compact");
        Path sealed = Path.of(data, "ledger", "sealed");
        Path file;
        try (Stream<Path> all = Files.walk(sealed.resolve("usage"))) {
            file = all.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.write(file, new byte[10]);
        String remedy = "sealed file " + sealed.relativize(file)
                + " cannot be read; run `sublet verify`, and put the file back from a backup";
        Cli query = run("query", "SELECT count(*) FROM usage");
        assertEquals(3, query.exitCode(), query.err());
        assertEquals(
                "sublet: " + remedy,
                query.err().lines().toList().get((int) query.err().lines().count() - 1));
        assertFalse(query.err().contains("SELECT"), query.err());
        assertEquals(
                "1",
                good("query", "SELECT 1 AS one", "--format", "csv")
                        .lines()
                        .toList()
                        .get(1));
    }

    @Test
    void an_export_sums_to_what_usage_says_before_and_after_sealing() throws SQLException {
        String[] cut = {"--from", "2026-09-30T00:00:30Z", "--to", "2026-10-01T01:00:07Z"};
        BigDecimal all = coreSeconds();
        BigDecimal some = coreSeconds(cut);
        Path file = folder.resolve("all.parquet");
        for (int round = 0; round < 2; round++) {
            good("export", "--table", "usage", "-o", file.toString(), "--force");
            assertEquals(
                    List.of(2 * SmallLedger.MINUTES + "|"
                            + all.movePointRight(3).toBigInteger()),
                    outside("SELECT count(*), sum(cpu_core_ms) FROM '" + file + "'"));
            Path csv = folder.resolve("cut.csv");
            good("export", "--table", "usage", "-o", csv.toString(), "--force", cut[0], cut[1], cut[2], cut[3]);
            assertEquals(
                    List.of(some.movePointRight(3).toBigInteger() + "|2026-09-30T00:00:30.000000Z|179954"),
                    outside("SELECT sum(cpu_core_ms), min(from_time), sum(seconds) FROM read_csv('" + csv
                            + "', types = {from_time: 'VARCHAR'})"));
            if (round == 0) {
                good("compact");
            }
        }
        assertEquals(0, exportsLeft());
    }

    @Test
    void every_table_can_be_exported_and_is_of_one_moment() throws SQLException, IOException {
        Path target = Files.createDirectory(folder.resolve("out"));
        String told = good("export", "--table", "all", "--month", "2026-09", "-o", target.toString());
        assertEquals(12, told.lines().count(), told);
        assertTrue(told.contains("usage-2026-09.parquet: 4320 rows"), told);
        assertEquals(
                List.of("small|blue|web-1|4320"),
                outside("SELECT cluster, any_value(vcluster), any_value(pod ORDER BY pod), sum(seconds) // 60 FROM '"
                        + target + "/usage_hour-2026-09.parquet' GROUP BY ALL"));
        assertEquals(
                List.of("2160|=cmd"),
                outside("SELECT count(*), any_value(user_agent) FROM '" + target + "/audit-2026-09.parquet'"));
        assertOneLine(
                2,
                "whole hours",
                "export",
                "--table",
                "usage_hour",
                "--from",
                "2026-09-30T00:00:30Z",
                "-o",
                folder.toString());
    }

    @Test
    void a_file_that_is_there_is_not_replaced_unless_one_says_so() throws IOException {
        Path file = folder.resolve("usage.csv");
        Files.writeString(file, "mine");
        assertOneLine(2, "--force", "export", "--table", "usage", "-o", file.toString());
        assertEquals("mine", Files.readString(file));
        good("export", "--table", "usage", "-o", file.toString(), "--force");
        assertTrue(Files.readString(file).startsWith("cluster,namespace,pod,"));
    }

    @Test
    void what_an_export_cannot_do_is_one_line_and_leaves_nothing() throws IOException {
        String out = folder.toString();
        assertOneLine(2, "--table", "export", "-o", out);
        assertOneLine(2, "no table pod", "export", "--table", "pod", "-o", out);
        assertOneLine(2, "twice", "export", "--table", "pods,pods", "-o", out);
        assertOneLine(2, "2026-13", "export", "--table", "pods", "--month", "2026-13", "-o", out);
        assertOneLine(2, "exclude", "export", "--table", "pods", "--month", "2026-10", "--to", "2026-11-01", "-o", out);
        assertOneLine(2, "swap", "export", "--table", "pods", "--from", "2026-10-02", "--to", "2026-10-01", "-o", out);
        assertOneLine(
                2,
                "no folder",
                "export",
                "--table",
                "pods",
                "-o",
                folder.resolve("no/where.parquet").toString());
        assertOneLine(
                2,
                "not a folder",
                "export",
                "--table",
                "pods,nodes",
                "-o",
                folder.resolve("x").toString());
        assertOneLine(
                2,
                "agree",
                "export",
                "--table",
                "pods",
                "--format",
                "csv",
                "-o",
                folder.resolve("x.parquet").toString());
        assertOneLine(2, "inside the ledger", "export", "--table", "pods", "-o", data + "/ledger/x.parquet");
        assertOneLine(2, "alone", "export", "--views", "--table", "pods");
        assertOneLine(2, "nothing is sealed", "export", "--views");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Cli without = Cli.run("export", "--table", "pods", "--data", empty.toString(), "-o", out);
        assertEquals(2, without.exitCode());
        assertTrue(without.err().contains("no ledger in"), without.err());
        assertFalse(Files.exists(empty.resolve("ledger")));
        assertEquals(2, Cli.run("compact", "--data", empty.toString()).exitCode());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count(), "only data and empty");
        }
    }

    @Test
    void what_a_killed_export_left_goes_with_the_next_one() throws IOException {
        Path exports = Path.of(data, "ledger", "sealed", "_export");
        Path left = exports.resolve("0123456789abcdef0123456789abcdef");
        Files.createDirectories(left);
        Files.writeString(left.resolve("usage.parquet"), "half");
        Files.createFile(exports.resolve(left.getFileName() + ".lock"));
        try (ExportWorkspace other = ExportWorkspace.make(Path.of(data))) {
            assertFalse(Files.exists(left));
            Files.writeString(other.file("mine.parquet"), "half");
            good("export", "--table", "pods", "-o", folder.toString());
            assertEquals(2, exportsLeft(), "another's workspace stays while it lives");
            assertTrue(Files.exists(other.file("mine.parquet")), "gone when the ledger was opened");
        }
        assertEquals(0, exportsLeft());
    }

    @Test
    void a_second_terminal_can_do_all_of_it_while_a_daemon_holds_the_folder() throws SQLException {
        Path file = folder.resolve("usage.parquet");
        BigDecimal all = coreSeconds();
        try (Ledger ledger = SmallLedger.open(Path.of(data))) {
            answering(ledger, data, () -> {
                assertTrue(good("compact").contains("sealed     usage"));
                good("export", "--table", "usage", "-o", file.toString());
                assertTrue(good("hold", "place", "--reason", "audit 7", "--month", "2026-10")
                        .startsWith("hold 1 placed"));
                assertTrue(good("hold", "list").contains("audit 7"));
                assertEquals(all, coreSeconds());
            });
        }
        assertEquals(
                List.of(all.movePointRight(3).toBigInteger().toString()),
                outside("SELECT sum(cpu_core_ms) FROM '" + file + "'"));
    }

    @Test
    void a_program_that_reads_the_folder_sees_units_through_the_views_and_the_same_sum_by_the_plain_glob()
            throws SQLException {
        good("compact");
        String query = "SELECT sum(cpu_core_ms) AS n, count(*) AS rows FROM usage";
        String sealedRows = String.valueOf(2 * (SmallLedger.MINUTES - 30));
        List<String> throughViews = outside(good("export", "--views"), query);
        List<String> plain = outside("SELECT sum(cpu_50_core_ms) * 50, count(*) FROM read_parquet('" + data
                + "/ledger/sealed/usage/*/*/*.parquet', hive_partitioning = true)");
        assertEquals(throughViews, plain);
        assertTrue(throughViews.get(0).endsWith("|" + sealedRows), throughViews.toString());
        assertEquals(
                List.of("blue|web-1|" + (SmallLedger.MINUTES - 30), "blue|web-2|" + (SmallLedger.MINUTES - 30)),
                outside(
                        good("export", "--views"),
                        "SELECT vcluster, pod, count(*) FROM pod_usage GROUP BY ALL ORDER BY ALL"));
    }

    @Test
    void holds_are_placed_listed_and_released_and_stay_on_record() {
        assertEquals("There are no holds.\n", good("hold", "list"));
        String placed = good(
                "hold",
                "place",
                "--reason",
                "case 12",
                "--table",
                "audit",
                "--from",
                "2026-10-01",
                "--to",
                "2026-10-08");
        assertEquals("hold 1 placed on audit from 2026-10-01T00:00:00Z to 2026-10-08T00:00:00Z\n", placed);
        good("hold", "place", "--reason", "case 13", "--month", "2026-09", "--by", "legal");
        JsonNode holds = json(good("hold", "list", "--format", "json"));
        assertEquals(2, holds.size());
        assertEquals("audit", holds.get(0).path("table").asText());
        assertEquals(
                System.getProperty("user.name"), holds.get(0).path("placedBy").asText());
        assertTrue(holds.get(0).path("releasedAt").isNull());
        assertTrue(holds.get(1).path("table").isNull());
        assertEquals("2026-10-01T00:00:00Z", holds.get(1).path("to").asText());
        assertEquals("hold 1 released\n", good("hold", "release", "1"));
        assertFalse(json(good("hold", "list", "--format", "json"))
                .get(0)
                .path("releasedAt")
                .isNull());
        assertOneLine(2, "released at", "hold", "release", "1");
        assertOneLine(2, "no hold 9", "hold", "release", "9");
        assertOneLine(2, "one", "hold", "release", "one");
        assertOneLine(2, "--reason", "hold", "place", "--month", "2026-10");
        assertOneLine(2, "--month", "hold", "place", "--reason", "x");
        assertOneLine(
                2, "nothing is retired", "hold", "place", "--reason", "x", "--table", "tick", "--month", "2026-10");
        assertOneLine(2, "one line", "hold", "place", "--reason", "a\nb", "--month", "2026-10");
    }
}
