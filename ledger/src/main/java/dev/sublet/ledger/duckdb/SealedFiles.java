package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.ClusterSpan;
import dev.sublet.ledger.seal.ColumnSum;
import dev.sublet.ledger.seal.ColumnSums;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.RowDigest;
import dev.sublet.ledger.seal.SealedFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.duckdb.DuckDBConnection;

/** The tables {@code sealed_file} and {@code row_digest}, and the manifest that repeats them. Stateless. */
final class SealedFiles {
    private SealedFiles() {}

    /** In {@code meta}: how often the current files have changed. */
    private static final String CHANGED = "sealed_files_changed";

    /** All current files in the transaction's snapshot, in the order of their names. */
    static List<SealedFile> load(Connection connection) throws SQLException {
        return read(connection, true);
    }

    /**
     * The same without the sums of their columns, but for tables of spans, where planning looks at them: to parse them takes longer
     * than all else.
     */
    static List<SealedFile> list(Connection connection) throws SQLException {
        return read(connection, false);
    }

    private static List<SealedFile> read(Connection connection, boolean withSums) throws SQLException {
        List<SealedFile> files = new ArrayList<>();
        String sums =
                withSums ? "column_sums" : "CASE WHEN ends_with(table_name, '_span') THEN column_sums ELSE '[]' END";
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT file, table_name, layout, partition, level, from_s, to_s,"
                                + " generation, part, row_count, bytes, sha256, " + sums
                                + ", recorded_at_s FROM sealed_file ORDER BY file")) {
            while (rows.next()) {
                files.add(new SealedFile(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getInt(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getLong(6),
                        rows.getLong(7),
                        rows.getLong(8),
                        rows.getInt(9),
                        rows.getLong(10),
                        rows.getLong(11),
                        rows.getString(12),
                        rows.getString(13).equals("[]") ? List.of() : ColumnSums.parse(rows.getString(13)),
                        rows.getLong(14)));
            }
        }
        return files;
    }

    /**
     * The same for the same current files, other for others, at a cost that does not depend on how many there are. Empty when there
     * were never any.
     */
    static String version(Connection connection) throws SQLException {
        Object changes = Sql.first(connection, "SELECT value FROM meta WHERE key = '" + CHANGED + "'");
        // A store of before that note says it by its files.
        return changes == null ? digest(connection) : "change " + changes;
    }

    private static String digest(Connection connection) throws SQLException {
        Object digest = Sql.first(
                connection,
                "SELECT count(*) || ' ' || sum(hash(file, sha256)) || ' ' || bit_xor(hash(sha256, file)) FROM sealed_file");
        return digest == null ? "" : digest.toString();
    }

    /** Counts a change of the files, in its transaction. */
    private static void noteChange(Connection connection) throws SQLException {
        String where = " WHERE key = '" + CHANGED + "'";
        long before = Sql.firstLong(connection, "SELECT max(value::BIGINT) FROM meta" + where);
        Sql.execute(connection, "DELETE FROM meta" + where);
        Sql.execute(connection, "INSERT INTO meta VALUES ('" + CHANGED + "', '" + (before + 1) + "')");
    }

    static void add(DuckDBConnection connection, Collection<SealedFile> files) throws SQLException {
        try (Rows rows = new Rows(connection, "sealed_file")) {
            for (SealedFile file : files) {
                rows.begin().add(file.file()).add(file.table()).add(file.layout());
                rows.add(file.partition()).add(file.level()).add(file.fromS()).add(file.toS());
                rows.add(file.generation()).add(file.part()).add(file.rows()).add(file.bytes());
                rows.add(file.sha256()).add(ColumnSums.toJson(file.columnSums()));
                rows.add(file.recordedAtS()).end();
            }
        }
        noteChange(connection);
    }

    /** Removes the rows of files; returns how many there were. */
    static int remove(Connection connection, Collection<SealedFile> files) throws SQLException {
        if (files.isEmpty()) {
            return 0;
        }
        StringJoiner names = new StringJoiner(", ", "(", ")");
        files.forEach(file -> names.add(Sql.literal(file.file())));
        noteChange(connection);
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("DELETE FROM sealed_file WHERE file IN " + names);
        }
    }

    /** The highest span ID in any sealed file, 0 when there is none. */
    static long highestSpanId(Connection connection) throws SQLException {
        long highest = 0;
        for (SealedFile file : load(connection)) {
            for (ColumnSum sum : file.columnSums()) {
                highest = sum.column().equals("span_id") ? Math.max(highest, sum.largest()) : highest;
            }
        }
        return highest;
    }

    static List<RowDigest> digests(Connection connection) throws SQLException {
        List<RowDigest> digests = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name, partition, day_s, row_count, digest,"
                        + " recorded_at_s FROM row_digest ORDER BY ALL")) {
            while (rows.next()) {
                digests.add(new RowDigest(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getString(5),
                        rows.getLong(6)));
            }
        }
        return digests;
    }

    static void addDigests(DuckDBConnection connection, Collection<RowDigest> digests) throws SQLException {
        try (Rows rows = new Rows(connection, "row_digest")) {
            for (RowDigest digest : digests) {
                rows.begin().add(digest.table()).add(digest.partition()).add(digest.dayS());
                rows.add(digest.rows()).add(digest.digest()).add(digest.recordedAtS());
                rows.end();
            }
        }
    }

    static List<ClusterSpan> clusters(Connection connection) throws SQLException {
        List<ClusterSpan> clusters = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT cluster, cluster_name, first_tick_s, last_tick_s, interval_s FROM cluster"
                                + " ORDER BY cluster")) {
            while (rows.next()) {
                clusters.add(new ClusterSpan(
                        rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
            }
        }
        return clusters;
    }

    static Manifest manifest(Connection connection) throws SQLException {
        return new Manifest(load(connection), clusters(connection), digests(connection));
    }
}
