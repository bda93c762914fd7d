package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.HandLedger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final Pattern MADE = Pattern.compile("CREATE OR REPLACE TEMP (?:TABLE|VIEW) (\\w+)");

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1) + " " + row.getString(2));
            }
        }
        return rows;
    }

    /** The columns and the number of rows of each table and view that the text of a stand-in makes. */
    private static Map<String, List<String>> shapes(Connection connection, String standIn) throws SQLException {
        Map<String, List<String>> shapes = new TreeMap<>();
        Matcher made = MADE.matcher(standIn);
        while (made.find()) {
            List<String> shape = rows(
                    connection, "SELECT column_name, column_type FROM (DESCRIBE " + made.group(1) + ")");
            shape.addAll(rows(connection, "SELECT count(*), 'rows' FROM " + made.group(1)));
            shapes.put(made.group(1), shape);
        }
        return shapes;
    }

    @Test
    void what_stands_in_for_a_step_leaves_what_the_step_leaves_where_it_has_nothing_to_work_on() {
        try (HandLedger ledger = new HandLedger()) {
            ledger.cluster("c", T0, T0 + 2 * HOUR);
            ledger.node("c", "n1", "t", T0, null, 4000, 16 * GIB, 0);
            ledger.usage(
                    ledger.pod("c", "web", "ns", "n1", T0, null, "workload", "uid-a", 1000, GIB, 0), T0, T0 + HOUR, 9, 9);
            ledger.read(connection -> {
                StatementComputation.on(
                        connection, Fixture.hours(2), Fixture.book("nodes: [{instanceType: t, perHour: 1}]"));
                assertEquals(new Presence(false, false, false, false, false), Presence.of(connection));
                for (String step : Allocation.texts().keySet()) {
                    String standIn = Presence.standIn(step);
                    if (!standIn.equals(step)) {
                        assertSame(connection, Allocation.class, step, standIn);
                    }
                }
                assertSame(connection, StatementComputation.class, "billed.sql", "unbilled.sql");
                return null;
            });
        }
    }

    private static void assertSame(Connection connection, Class<?> owner, String step, String standIn)
            throws SQLException {
        String text = SqlFile.read(owner, standIn);
        execute(connection, Rules.text(connection, owner, step));
        Map<String, List<String>> real = shapes(connection, text);
        execute(connection, text);
        assertNotEquals(Map.of(), real, standIn);
        assertEquals(real, shapes(connection, text), standIn);
    }

    @Test
    void what_is_there_is_worked_on() {
        assertEquals("15a-fixed.sql", new Presence(false, false, true, false, false).step("15a-fixed.sql"));
        assertEquals("15a-fixed.sql", new Presence(true, false, false, false, false).step("15a-fixed.sql"));
        assertEquals("15a-unfixed.sql", new Presence(false, false, false, true, true).step("15a-fixed.sql"));
        assertEquals("11-asset-hour.sql", new Presence(false, false, false, true, false).step("11-asset-hour.sql"));
        assertEquals(
                "11a-no-network-hour.sql", new Presence(true, true, true, true, false).step("11a-network-hour.sql"));
        assertEquals("14-charge.sql", new Presence(false, false, false, false, false).step("14-charge.sql"));
    }
}
