package dev.sublet.reporter.verify;

import dev.sublet.ledger.seal.Rollup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Whether hours hold what the usage rows say, wherever those are still there. Compared by hour over all spans and by span over
 * all hours: one pass over the rows each, with a sum for each hour or span, and a number that moved to another hour or another span shows in
 * one of the two.
 */
final class RollupChecks {
    private static final String NAME = "hours: same as usage rows";
    private static final String ROWS =
            "(SELECT u.* REPLACE (${span} AS span_id) FROM usage u ANTI JOIN usage_hour_gone g"
                    + " ON g.span_id = u.span_id AND u.from_s >= g.from_s AND u.from_s < g.to_s)";

    private final Connection connection;
    private final String hourSql;

    RollupChecks(Connection connection, String hourSql) {
        this.connection = connection;
        this.hourSql = hourSql;
    }

    List<Check> run() throws SQLException {
        Check byHour = new Findings(
                        connection,
                        row -> "the usage rows of the hour of " + LedgerChecks.at(row.getLong("hour_s"))
                                + " do not sum to what is kept of that hour")
                .look(with("rollup-by-hour.sql", "0::BIGINT", hourSql))
                .check(NAME, "the usage rows sum to the hours, by hour and by pod, in every quantity");
        if (!byHour.ok()) {
            return List.of(byHour);
        }
        return List.of(new Findings(
                        connection,
                        row -> "pod " + row.getString("pod") + " (span " + row.getLong("span_id")
                                + "): its usage rows do not sum to its hours")
                .look(with("rollup-by-span.sql", "u.span_id", "0::BIGINT"))
                .check(NAME, byHour.detail()));
    }

    private static String with(String file, String spanSql, String hourSql) {
        return LedgerChecks.sql(file).replace("${rows}", Rollup.select(ROWS.replace("${span}", spanSql), hourSql));
    }
}
