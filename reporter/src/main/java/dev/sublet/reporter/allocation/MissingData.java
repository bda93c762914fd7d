package dev.sublet.reporter.allocation;

import dev.sublet.reporter.ReportException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Refuses a period in which no cluster was watched. */
final class MissingData {
    private MissingData() {}

    static void rejectEmpty(Connection connection, long fromS, long toS) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM watched),"
                        + " (SELECT min(first_tick_s) FROM cluster), (SELECT max(last_tick_s) FROM cluster)")) {
            row.next();
            if (row.getLong(1) > 0) {
                return;
            }
            Instant begins = Instant.ofEpochSecond(row.getLong(2));
            boolean empty = row.wasNull();
            Instant ends = Instant.ofEpochSecond(row.getLong(3));
            throw new ReportException(
                    "no data for " + Spoken.period(fromS, toS) + ": "
                            + (empty
                                    ? "this ledger is empty; let it watch a cluster first"
                                    : "this ledger begins at " + begins + " and ends at " + ends
                                            + "; ask for a time between"),
                    2);
        }
    }
}
