package dev.sublet.reporter.allocation;

import dev.sublet.reporter.ReportException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Refuses a period in which no cluster was watched, unless somebody closes or closed it, or clusters were watched before and after it. */
final class MissingData {
    private MissingData() {}

    /** From here on a period behind the ledger's first tick may be empty on this connection. */
    static void allowEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET VARIABLE empty_is_allowed = true");
        }
    }

    static void rejectEmpty(Connection connection, long fromS, long toS) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM watched),"
                        + " (SELECT count(*) FROM period_close WHERE from_s = " + fromS + " AND to_s = " + toS + "),"
                        + " coalesce(getvariable('empty_is_allowed'), false),"
                        + " (SELECT min(first_tick_s) FROM cluster), (SELECT max(last_tick_s) FROM cluster)")) {
            row.next();
            if (row.getLong(1) > 0 || row.getLong(2) > 0) {
                return;
            }
            boolean closing = row.getBoolean(3);
            long beginsS = row.getLong(4);
            boolean empty = row.wasNull();
            long endsS = row.getLong(5);
            if (!empty && fromS >= beginsS && (closing || toS <= endsS)) {
                return;
            }
            throw new ReportException(
                    "no data for " + Spoken.period(fromS, toS) + ": "
                            + (empty
                                    ? "this ledger is empty; let it watch a cluster first"
                                    : "this ledger begins at " + Instant.ofEpochSecond(beginsS) + " and ends at "
                                            + Instant.ofEpochSecond(endsS) + "; ask for a time between"),
                    2);
        }
    }
}
