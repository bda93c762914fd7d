package dev.sublet.reporter.verify;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What must hold in the ledger before any price. Reads the temporary table {@code hours}. */
final class LedgerChecks {
    private LedgerChecks() {}

    static List<Check> on(Connection connection) throws SQLException {
        return List.of(
                Findings.check(
                        connection,
                        "usage: each second once",
                        "usage-holes.sql",
                        "every second of every pod lies in exactly one usage row",
                        row -> "pod " + row.getString("pod") + ": a row begins or the pod ends at "
                                + at(row.getLong("at_s")) + " where " + at(row.getLong("expected_s"))
                                + " was expected, so seconds are missing or doubled"),
                Findings.check(
                        connection,
                        "usage: rows end with the hour",
                        "usage-cut.sql",
                        "no usage row crosses a billing hour's end",
                        row -> "pod " + row.getString("pod") + ": the row from " + at(row.getLong("from_s")) + " to "
                                + at(row.getLong("to_s")) + " crosses an hour's end"),
                Findings.check(
                        connection,
                        "usage: every node known",
                        "usage-without-node.sql",
                        "every hour with usage on a node has that node's capacity",
                        row -> row.getLong("rows") + " usage rows on node " + row.getString("node") + " in the hour of "
                                + at(row.getLong("hour_s")) + " have no node span, so no cost reaches them"),
                Findings.check(
                        connection,
                        "nodes: no second twice",
                        "node-overlap.sql",
                        "no two spans of a node share a second",
                        row -> "node " + row.getString("node") + ": the span from " + at(row.getLong("from_s"))
                                + " begins before the one before it ends"),
                Findings.check(
                        connection,
                        "owners: shares are whole",
                        "owner-shares.sql",
                        "the shares of every owned vcluster and namespace sum to 100 % at every second",
                        row -> row.getString("subject_kind") + " " + row.getString("subject") + ": shares sum to "
                                + percent(row.getString("shares")) + " instead of 100 % from "
                                + at(row.getLong("at_s"))));
    }

    private static String percent(String millionths) {
        return new BigDecimal(millionths).movePointLeft(4).stripTrailingZeros().toPlainString() + " %";
    }

    static String at(long second) {
        return Instant.ofEpochSecond(second).toString();
    }
}
