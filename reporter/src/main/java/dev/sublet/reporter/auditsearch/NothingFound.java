package dev.sublet.reporter.auditsearch;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.table.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Says what the audit record does hold, to whom a search found nothing: so that a misspelt name shows. */
final class NothingFound {
    private static final int NAMES_MAX = 8;
    private static final String SQL = SqlFile.read(NothingFound.class, "extent.sql");

    private NothingFound() {}

    /** One line, with its end. */
    static String told(Connection connection) throws SQLException {
        String extent;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            row.next();
            long events = row.getLong("events");
            if (events == 0) {
                return "the ledger has no audit events; point an audit webhook at http://HOST:PORT/audit/NAME\n";
            }
            extent = "no event matches; the ledger has " + events + (events == 1 ? " event" : " events") + " from "
                    + time(row.getLong("first_us")) + " to " + time(row.getLong("last_us"));
        }
        return extent + "; vclusters: " + names(connection, "coalesce(vcluster, '(host)')") + "; people: "
                + names(connection, "person") + "\n";
    }

    private static String names(Connection connection, String column) throws SQLException {
        List<String> names = new ArrayList<>();
        int more = 0;
        // The busiest are named, as the others may be thousands.
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT " + column + " AS shown FROM audit_event WHERE shown IS NOT NULL"
                                + " GROUP BY 1 ORDER BY count(*) DESC, 1")) {
            while (row.next()) {
                if (names.size() < NAMES_MAX) {
                    names.add(Table.printable(row.getString(1)));
                } else {
                    more++;
                }
            }
        }
        names.sort(null);
        return (names.isEmpty() ? "none" : String.join(", ", names)) + (more == 0 ? "" : " (and " + more + " more)");
    }

    private static String time(long us) {
        return Instant.EPOCH
                .plus(us, ChronoUnit.MICROS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
