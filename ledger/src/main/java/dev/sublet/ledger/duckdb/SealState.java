package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.KnownTime;
import dev.sublet.ledger.seal.ClusterSpan;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a plan for sealing rests on, read in one snapshot.
 *
 * @param files all current sealed files
 * @param closed closed periods
 * @param tailFromS for each cluster the first second that still waits for its final row
 * @param hotRows for each table and partition the UTC hours (or days, for spans) that hot rows lie in, with how many
 */
record SealState(
        List<SealedFile> files,
        List<Closed> closed,
        List<ClusterSpan> clusters,
        Map<String, Long> tailFromS,
        Map<SealedTable, Map<String, NavigableMap<Long, Long>>> hotRows) {

    /** A closed period, {@code [fromS, toS)}. */
    record Closed(long fromS, long toS) {}

    static SealState read(Connection connection, Path sealed) throws SQLException {
        List<SealedFile> files = SealedFiles.list(connection);
        Map<SealedTable, Map<String, NavigableMap<Long, Long>>> hot = new TreeMap<>();
        for (SealedTable table : SealedTable.values()) {
            if (table != SealedTable.USAGE_HOUR) {
                hot.put(table, hotRows(connection, hotRowsSql(connection, table, sealed, files)));
            }
        }
        return new SealState(files, closed(connection), SealedFiles.clusters(connection), tails(connection), hot);
    }

    /** Without what is hot. */
    static SealState ofFiles(Connection connection) throws SQLException {
        return new SealState(SealedFiles.list(connection), closed(connection), List.of(), Map.of(), Map.of());
    }

    private static String hotRowsSql(Connection connection, SealedTable table, Path sealed, List<SealedFile> files)
            throws SQLException {
        // Rows of other times stay hot. A division cuts where a floor is meant before 1970, so those must not get
        // there.
        String known = table.within(KnownTime.FIRST_S, KnownTime.END_S);
        if (table == SealedTable.USAGE) {
            return SealedTable.resource("hot-usage-hours.sql")
                    .replace("{spans}", spans(connection, sealed, files))
                    .replace("{known}", known);
        }
        long step = table.lowestLevel().endOf(0);
        return "SELECT " + table.partitionColumn() + ", (" + table.timeS() + ") // " + step + " * " + step
                + " AS period_s, count(*) FROM hot.main." + table.hotTable() + " WHERE " + known
                + (table.holdsSpans() ? notSealed(connection, sealed, table, known, files) : "") + " GROUP BY ALL";
    }

    /** Hot spans, and those of sealed files that may hold what hot usage names else, as {@link HotRows} sees them. */
    private static String spans(Connection connection, Path sealed, List<SealedFile> files) throws SQLException {
        String spans = "SELECT span_id, cluster FROM hot.main.pod_span";
        List<SealedFile> ended = HotRows.holding(
                connection,
                "SELECT span_id FROM hot.main.usage_final WHERE span_id NOT IN (SELECT span_id FROM hot.main.pod_span)",
                files.stream()
                        .filter(file -> file.table().equals(SealedTable.POD_SPAN.tableName()))
                        .toList());
        return ended.isEmpty()
                ? "(" + spans + ")"
                : "(" + spans + " UNION ALL SELECT span_id, cluster FROM ("
                        + SealedRows.read(sealed, SealedTable.POD_SPAN, ended) + "))";
    }

    private static Map<String, NavigableMap<Long, Long>> hotRows(Connection connection, String sql)
            throws SQLException {
        Map<String, NavigableMap<Long, Long>> hours = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                hours.computeIfAbsent(rows.getString(1), partition -> new TreeMap<>())
                        .put(rows.getLong(2), rows.getLong(3));
            }
        }
        return hours;
    }

    /** A span that was written again after it was sealed stays hot; {@link HotRows} leaves it there likewise. */
    private static String notSealed(
            Connection connection, Path sealed, SealedTable table, String known, List<SealedFile> files)
            throws SQLException {
        List<SealedFile> of = files.stream()
                .filter(file -> file.table().equals(table.tableName()))
                .toList();
        List<SealedFile> fitting =
                HotRows.holding(connection, "SELECT span_id FROM hot.main." + table.hotTable() + " WHERE " + known, of);
        return fitting.isEmpty()
                ? ""
                : " AND span_id NOT IN (SELECT span_id FROM (" + SealedRows.read(sealed, table, fitting) + "))";
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
