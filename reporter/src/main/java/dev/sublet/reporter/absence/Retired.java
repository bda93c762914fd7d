package dev.sublet.reporter.absence;

import dev.sublet.ledger.calendar.BillingHours;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a table that retention removed, because their time was over: {@code [fromS, toS)} of one cluster.
 *
 * @param cluster its name, or what else the table is parted by
 */
public record Retired(String table, String cluster, long fromS, long toS, long rows, long retiredAtS) {
    private static final String SQL =
            "SELECT r.table_name, coalesce(c.cluster_name, r.partition) AS cluster_name, r.from_s, r.to_s,"
                    + " r.row_count, r.retired_at_s FROM retired r LEFT JOIN cluster c ON c.cluster = r.partition"
                    + " WHERE r.from_s < ? AND r.to_s > ? ORDER BY r.table_name, cluster_name, r.from_s";

    /** All that was removed. */
    public static List<Retired> all(Connection connection) throws SQLException {
        return in(connection, 0, Long.MAX_VALUE);
    }

    /**
     * Refuses a period in which hours of usage are gone: what is left would look as if nobody had used anything.
     *
     * @throws RetiredException in one line
     */
    public static void rejectHours(Connection connection, long fromS, long toS) throws SQLException {
        Optional<Retired> gone = first(connection, "usage_hour", fromS, toS);
        if (gone.isPresent()) {
            throw new RetiredException("no usage is kept of cluster "
                    + gone.get().cluster() + " for " + gone.get().period() + "; ask for a time outside of it");
        }
    }

    /**
     * Refuses an end of a window inside an hour whose usage rows are gone.
     *
     * @param end what the end is called: from or to
     * @throws RetiredException in one line
     */
    public static void rejectPart(Connection connection, String end, long atS, BillingHours.Hour hour)
            throws SQLException {
        Optional<Retired> gone = first(connection, "usage", hour.fromS(), hour.toS());
        if (gone.isPresent()) {
            throw new RetiredException(end + " " + Instant.ofEpochSecond(atS)
                    + " is inside an hour, and only whole hours are kept of cluster "
                    + gone.get().cluster() + " for " + gone.get().period() + "; give a whole hour such as "
                    + Instant.ofEpochSecond(hour.fromS()));
        }
    }

    private static Optional<Retired> first(Connection connection, String table, long fromS, long toS)
            throws SQLException {
        return in(connection, fromS, toS).stream()
                .filter(retired -> retired.table().equals(table))
                .findFirst();
    }

    private static List<Retired> in(Connection connection, long fromS, long toS) throws SQLException {
        List<Retired> retired = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setLong(1, toS);
            select.setLong(2, fromS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    retired.add(new Retired(
                            row.getString("table_name"),
                            row.getString("cluster_name"),
                            row.getLong("from_s"),
                            row.getLong("to_s"),
                            row.getLong("row_count"),
                            row.getLong("retired_at_s")));
                }
            }
        }
        return List.copyOf(retired);
    }

    /** {@code 2026-09-01T00:00:00Z to 2026-10-01T00:00:00Z (retired on 2026-11-02T01:00:00Z)}. */
    public String period() {
        return Instant.ofEpochSecond(fromS) + " to " + Instant.ofEpochSecond(toS) + " (retired on "
                + Instant.ofEpochSecond(retiredAtS) + ")";
    }
}
