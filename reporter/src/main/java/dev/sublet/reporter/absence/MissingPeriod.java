package dev.sublet.reporter.absence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time of a cluster whose rows are lost, {@code [fromS, toS)} in seconds since the epoch. Nothing is charged for it, and what
 * was used in it is unknown: not zero.
 *
 * @param cluster UID
 * @param toS null while it lasts
 */
public record MissingPeriod(
        String cluster,
        String clusterName,
        long fromS,
        @Nullable Long toS,
        String reason) {
    private static final int MINUTE_S = 60;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String SQL = "SELECT m.cluster, coalesce(c.cluster_name, m.cluster) AS cluster_name,"
            + " greatest(m.from_s, ?) AS from_s, CASE WHEN m.to_s IS NULL AND ? THEN NULL ELSE least(coalesce(m.to_s, ?), ?) END"
            + " AS to_s, m.reason FROM missing_period m LEFT JOIN cluster c ON c.cluster = m.cluster"
            + " WHERE m.from_s < ? AND coalesce(m.to_s, ?) > ? ORDER BY cluster_name, m.cluster, from_s";

    /** What is missing in {@code [fromS, toS)}, cut at its ends. */
    public static List<MissingPeriod> in(Connection connection, long fromS, long toS) throws SQLException {
        return query(connection, fromS, toS, false);
    }

    /** All that is missing, uncut. */
    public static List<MissingPeriod> all(Connection connection) throws SQLException {
        return query(connection, 0, Long.MAX_VALUE, true);
    }

    private static List<MissingPeriod> query(Connection connection, long fromS, long toS, boolean uncut)
            throws SQLException {
        List<MissingPeriod> missing = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setLong(1, fromS);
            select.setBoolean(2, uncut);
            for (int index = 3; index <= 6; index++) {
                select.setLong(index, toS);
            }
            select.setLong(7, fromS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long endS = row.getLong("to_s");
                    boolean lasts = row.wasNull();
                    missing.add(new MissingPeriod(
                            row.getString("cluster"),
                            row.getString("cluster_name"),
                            row.getLong("from_s"),
                            lasts ? null : endS,
                            row.getString("reason")));
                }
            }
        }
        return List.copyOf(missing);
    }

    /** {@code 2026-11-01 14:00–16:20 UTC of cluster prod are missing: the store could not be opened}. */
    public String words() {
        return times() + " UTC of cluster " + clusterName + " are missing: " + reason;
    }

    private String times() {
        LocalDateTime from = at(fromS);
        if (toS == null) {
            return "all hours since " + DAY.format(from) + " " + time(from);
        }
        LocalDateTime to = at(toS);
        return from.toLocalDate().equals(to.toLocalDate())
                ? DAY.format(from) + " " + time(from) + "–" + time(to)
                : DAY.format(from) + " " + time(from) + " – " + DAY.format(to) + " " + time(to);
    }

    private static String time(LocalDateTime at) {
        return (at.getSecond() % MINUTE_S == 0 ? MINUTE : SECOND).format(at);
    }

    private static LocalDateTime at(long atS) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(atS), ZoneOffset.UTC);
    }
}
