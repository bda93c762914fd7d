package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.ClusterSpan;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan for sealing rests on, read in one snapshot.
 *
 * @param files all current sealed files
 * @param closed closed periods
 * @param tailFromS for each cluster the first second that still waits for its final row
 * @param hotHours for each table and partition the UTC hours (or days, for spans) that hot rows lie in
 */
record SealState(
        List<SealedFile> files,
        List<Closed> closed,
        List<ClusterSpan> clusters,
        Map<String, Long> tailFromS,
        Map<SealedTable, Map<String, NavigableSet<Long>>> hotHours) {

    /** A closed period, {@code [fromS, toS)}. */
    record Closed(long fromS, long toS) {}

    static SealState read(Connection connection) throws SQLException {
        Map<SealedTable, Map<String, NavigableSet<Long>>> hot = new TreeMap<>();
        for (SealedTable table : SealedTable.values()) {
            if (table != SealedTable.USAGE_HOUR) {
                hot.put(table, hotHours(connection, table));
            }
        }
        return new SealState(
                SealedFiles.load(connection),
                closed(connection),
                SealedFiles.clusters(connection),
                tails(connection),
                hot);
    }

    /** Without what is hot. */
    static SealState ofFiles(Connection connection) throws SQLException {
        return new SealState(SealedFiles.load(connection), closed(connection), List.of(), Map.of(), Map.of());
    }

    private static Map<String, NavigableSet<Long>> hotHours(Connection connection, SealedTable table)
            throws SQLException {
        long step = table.lowestLevel().endOf(0);
        String sql = table == SealedTable.USAGE
                ? SealedTable.resource("hot-usage-hours.sql")
                : "SELECT DISTINCT " + table.partitionColumn() + ", (" + table.timeS() + ") // " + step + " * " + step
                        + " FROM hot.main." + table.hotTable() + " WHERE " + table.timeColumn() + " IS NOT NULL";
        Map<String, NavigableSet<Long>> hours = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                hours.computeIfAbsent(rows.getString(1), partition -> new TreeSet<>())
                        .add(rows.getLong(2));
            }
        }
        return hours;
    }

    private static List<Closed> closed(Connection connection) throws SQLException {
        List<Closed> closed = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT from_s, to_s FROM closed_period")) {
            while (rows.next()) {
                closed.add(new Closed(rows.getLong(1), rows.getLong(2)));
            }
        }
        return closed;
    }

    private static Map<String, Long> tails(Connection connection) throws SQLException {
        Map<String, Long> tails = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT cluster, min(from_s) FROM usage_tail GROUP BY cluster")) {
            while (rows.next()) {
                tails.put(rows.getString(1), rows.getLong(2));
            }
        }
        return tails;
    }

    /** Whether a closed period covers some of this time, so that files there are never rewritten. */
    boolean isClosed(long fromS, long toS) {
        return closed.stream().anyMatch(period -> period.fromS < toS && period.toS > fromS);
    }
}
