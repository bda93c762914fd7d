package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static dev.sublet.reporter.support.Fixture.make;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.verify.Check;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TypesTest {
    // Division that is not whole-number division, averages, and literals with a point: how a DOUBLE comes about in SQL.
    private static final Pattern INEXACT = Pattern.compile("(?<!/)/(?!/)|\\bavg\\(|\\d\\.\\d|DOUBLE|FLOAT|REAL\\b");
    private static final List<String> RECONCILIATION =
            List.of("node-cost.sql", "asset-cost.sql", "network-cost.sql", "fixed-cost.sql");
    private static final String YEAR_BOOK = """
            nodes: [{instanceType: t, perHour: 10000}]
            volumes: [{storageClass: fast, perGiBHour: 1000}]
            loadBalancers: {perHour: 10000}
            base: {cpu: 9.999999, memory: 9.999997, gpu: 1}
            """;

    private final HandLedger ledger = new HandLedger();

    @AfterEach
    void close() {
        ledger.close();
    }

    private static List<String> steps() {
        return Stream.of(
                        Allocation.ONCE,
                        Allocation.VIEWS,
                        List.of(Allocation.CHARGE_DAY, Allocation.COMMITMENT, Allocation.FIXED),
                        Allocation.THINGS,
                        Allocation.RESULT)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void no_column_of_any_step_is_floating_point() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, GIB, 1);

        List<String> inexact = ledger.read(connection -> {
            StatementComputation.on(connection, hours(1), book("nodes: [{instanceType: t, perHour: 1}]"));
            List<String> found = new ArrayList<>();
            found.addAll(inexactTables(connection));
            for (String file : RECONCILIATION) {
                found.addAll(inexact(
                        connection,
                        SqlFile.read(StatementComputation.class, file).replaceAll(";\\s*$", "")));
            }
            return found;
        });

        assertEquals(List.of(), inexact);
    }

    /** Of all temporary tables and views that the steps leave. */
    private static List<String> inexactTables(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        int columns = 0;
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT table_name, column_name, data_type FROM duckdb_columns()"
                        + " WHERE database_name = 'temp'")) {
            while (row.next()) {
                columns++;
                if (Pattern.compile("DOUBLE|FLOAT|REAL")
                        .matcher(row.getString(3))
                        .find()) {
                    found.add(row.getString(1) + "." + row.getString(2) + " " + row.getString(3));
                }
            }
        }
        assertTrue(columns > 100, columns + " columns");
        return found;
    }

    private static List<String> inexact(Connection connection, String described) throws SQLException {
        List<String> found = new ArrayList<>();
        int columns = 0;
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("DESCRIBE " + described)) {
            while (row.next()) {
                columns++;
                String type = row.getString("column_type");
                if (type.contains("DOUBLE") || type.contains("FLOAT") || type.contains("REAL")) {
                    found.add(described + "." + row.getString("column_name") + " " + type);
                }
            }
        }
        assertFalse(columns == 0, described + " has columns");
        return found;
    }

    @Test
    void no_expression_of_any_step_could_become_floating_point() {
        List<String> found = new ArrayList<>();
        for (String step : steps()) {
            find(step, SqlFile.read(Allocation.class, step), found);
        }
        RECONCILIATION.forEach(file -> find(file, SqlFile.read(StatementComputation.class, file), found));
        find("node-hour-sums.sql", SqlFile.read(Check.class, "node-hour-sums.sql"), found);

        assertEquals(List.of(), found);
    }

    private static void find(String file, String sql, List<String> found) {
        Matcher matcher = INEXACT.matcher(sql.replaceAll("--[^\n]*", "").replaceAll("'[^']*'", "''"));
        while (matcher.find()) {
            found.add(file + ": " + matcher.group());
        }
    }

    @Test
    void a_year_of_the_largest_node_at_ten_thousand_an_hour_does_not_overflow() {
        long year = 8760;
        long kib = 24 * 1024 * GIB;
        ledger.cluster("c", T0, T0 + year * HOUR);
        ledger.node("c", "n1", "t", T0, null, 1_000_000, 999_000, kib, kib - GIB, 16, false);
        long span = ledger.pod("c", "db", "team", "n1", T0, null, "workload", "uid-a", 1_000_000, kib, 16);
        ledger.sql("INSERT INTO usage_final SELECT " + span + ", " + T0 + " + 3600 * h, " + T0
                + " + 3600 * h + 3600, 'measured', 14400000000, " + 2 * kib + ", 0, 0, 0, 1000000, " + kib
                + ", 16 FROM range(" + year + ") t(h)");
        ledger.volume("c", "pv", "fast", kib, "team", T0, null, "workload", "uid-a");
        ledger.loadBalancer("c", "lb", "team", T0, null, "workload", "uid-a");

        Statement statement = make(ledger, year, YEAR_BOOK);

        BigInteger nanos = BigInteger.valueOf(year).multiply(BigInteger.TEN.pow(9));
        assertEquals(
                nanos.multiply(BigInteger.valueOf(10_000)),
                statement.reconciliation().nodeCostNanos());
        assertEquals(
                nanos.multiply(BigInteger.valueOf(24 * 1024 * 1000 + 10_000)),
                statement.reconciliation().otherAssetsNanos());
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
    }
}
