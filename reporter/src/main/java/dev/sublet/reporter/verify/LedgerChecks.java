package dev.sublet.reporter.verify;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.allocation.Slices;
import dev.sublet.reporter.sql.SqlFile;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold in the ledger before any price. Reads the temporary table {@code hours}. However many usage rows there are, the
 * memory is bounded: by sums for each span or hour in one pass, or slice by slice of hours.
 */
final class LedgerChecks {
    private final Connection connection;
    private final BillingHours hours;
    private final BillingHours.Hour whole;

    LedgerChecks(Connection connection, BillingHours.Hour whole) throws SQLException {
        this.connection = connection;
        this.hours = new BillingHours(Allocation.billingZone(connection));
        this.whole = whole;
        for (String table : List.of("usage", "usage_hour")) {
            execute(sql("gone.sql").replace("${table}", table));
            execute(sql("lived.sql").replace("${table}", table));
        }
    }

    List<Check> run() throws SQLException {
        List<Check> checks = new ArrayList<>();
        checks.add(eachSecondOnce());
        checks.add(new Findings(
                        connection,
                        row -> "pod " + row.getString("pod") + ": the row from " + at(row.getLong("from_s")) + " to "
                                + at(row.getLong("to_s")) + " crosses an hour's end")
                .look(sql("usage-cut.sql").replace("${begins}", hour("from_s")).replace("${ends}", hour("(to_s - 1)")))
                .check("usage: rows end with the hour", "no usage row crosses a billing hour's end"));
        checks.addAll(bySlices());
        checks.addAll(new RollupChecks(connection, hour("from_s")).run());
        checks.add(new Findings(
                        connection,
                        row -> "node " + row.getString("node") + ": the span from " + at(row.getLong("from_s"))
                                + " begins before the one before it ends")
                .look(sql("node-overlap.sql"))
                .check("nodes: no second twice", "no two spans of a node share a second"));
        checks.add(new Findings(
                        connection,
                        row -> row.getString("subject_kind") + " " + row.getString("subject") + ": shares sum to "
                                + percent(row.getString("shares")) + " instead of 100 % from "
                                + at(row.getLong("at_s")))
                .look(sql("owner-shares.sql"))
                .check(
                        "owners: shares are whole",
                        "the shares of every owned vcluster and namespace sum to 100 % at every second"));
        return checks;
    }

    private Check eachSecondOnce() throws SQLException {
        return new Findings(connection, row -> broken(row.getLong("span_id")))
                .look(sql("usage-holes.sql"))
                .check("usage: each second once", "every second of every pod lies in exactly one usage row");
    }

    /** Looks at the rows of one span, which are few. */
    private String broken(long spanId) throws SQLException {
        execute("SET VARIABLE span_id = " + spanId + "::BIGINT");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql("usage-hole.sql"))) {
            if (!row.next()) {
                return "pod span " + spanId + ": its usage rows do not make a line from its start to its end";
            }
            String pod = "pod " + row.getString("pod");
            long atS = row.getLong("at_s");
            long expectedS = row.getLong("expected_s");
            return row.wasNull()
                    ? pod + ": a usage row begins at " + at(atS) + ", when the pod was not there"
                    : pod + ": a row begins or the pod ends at " + at(atS) + " where " + at(expectedS)
                            + " was expected, so seconds are missing or doubled";
        }
    }

    private List<Check> bySlices() throws SQLException {
        Findings nodes = new Findings(
                connection,
                row -> row.getLong("rows") + " pod-hours on node " + row.getString("node") + " in the hour of "
                        + at(row.getLong("hour_s")) + " have no node span, so no cost reaches them");
        Findings seconds = new Findings(
                connection,
                row -> "pod " + row.getString("pod") + ": the hour of " + at(row.getLong("hour_s")) + " holds "
                        + row.getLong("seconds") + " seconds, the pod lived " + row.getLong("expected") + " in it");
        Slices.each(connection, slice -> {
            nodes.look(sql("usage-without-node.sql"));
            seconds.look(sql("hour-seconds.sql"));
        });
        return List.of(
                nodes.check("usage: every node known", "every hour with usage on a node has that node's capacity"),
                seconds.check(
                        "hours: each second once", "the hours of every pod hold the seconds that it lived in them"));
    }

    private String hour(String column) {
        return hours.startSql(column, whole.fromS(), whole.toS());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String sql(String file) {
        return SqlFile.read(LedgerChecks.class, file);
    }

    private static String percent(String millionths) {
        return new BigDecimal(millionths).movePointLeft(4).stripTrailingZeros().toPlainString() + " %";
    }

    static String at(long second) {
        return Instant.ofEpochSecond(second).toString();
    }
}
