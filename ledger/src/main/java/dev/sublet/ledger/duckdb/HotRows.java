package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.calendar.BillingZone;
import dev.sublet.ledger.seal.Piece;
import dev.sublet.ledger.seal.Rollup;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.seal.SourceFacts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The hot rows that a piece takes: one condition, which the sealing reader and the final transaction both use, so that they
 * mean the same rows.
 */
final class HotRows {
    private final SealedTable table;
    private final String where;
    private final boolean taken;
    private final long commitNumber;
    private final String hourSql;

    private HotRows(SealedTable table, String where, boolean taken, long commitNumber, String hourSql) {
        this.hourSql = hourSql;
        this.commitNumber = commitNumber;
        this.table = table;
        this.where = where;
        this.taken = taken;
    }

    /** {@code current} and {@code commitNumber} are those of the connection's snapshot. */
    static HotRows of(Connection connection, Path sealed, Piece piece, List<SealedFile> current, long commitNumber)
            throws SQLException {
        SealedTable table = piece.table();
        if (!piece.hot()) {
            return new HotRows(table, "false", false, commitNumber, "");
        }
        String where = table.within(piece.fromS(), piece.toS()) + " AND ";
        if (table == SealedTable.USAGE) {
            where += spansOf(connection, sealed, piece, current);
        } else {
            where += table.partitionColumn() + " = " + Sql.literal(piece.partition());
        }
        if (table.holdsSpans()) {
            where += notSealedBefore(connection, sealed, piece, current);
        }
        String hourSql = new BillingHours(BillingZone.of(connection)).partSql("from_s", piece.fromS(), piece.toS());
        return new HotRows(table, where, true, commitNumber, hourSql);
    }

    /** Usage rows name their span only; a span that ended may be sealed already. */
    private static String spansOf(Connection connection, Path sealed, Piece piece, List<SealedFile> current)
            throws SQLException {
        String spans = "SELECT span_id FROM hot.main.pod_span WHERE cluster = " + Sql.literal(piece.partition());
        String unknown = "SELECT span_id FROM hot.main.usage_final WHERE "
                + SealedTable.USAGE.within(piece.fromS(), piece.toS())
                + " AND span_id NOT IN (SELECT span_id FROM hot.main.pod_span)";
        List<SealedFile> ended = holding(connection, unknown, of(SealedTable.POD_SPAN, piece.partition(), current));
        if (!ended.isEmpty()) {
            spans += " UNION ALL SELECT span_id FROM (" + SealedRows.read(sealed, SealedTable.POD_SPAN, ended) + ")";
        }
        return "span_id IN (" + spans + ")";
    }

    /** A span that was written again after it was sealed stays hot, where its newest version holds. */
    private static String notSealedBefore(Connection connection, Path sealed, Piece piece, List<SealedFile> current)
            throws SQLException {
        List<SealedFile> files = of(piece.table(), piece.partition(), current);
        if (files.isEmpty()) {
            return "";
        }
        List<Long> again = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT span_id FROM hot.main."
                        + piece.table().hotTable() + " WHERE "
                        + piece.table().within(piece.fromS(), piece.toS()) + " AND span_id IN (SELECT span_id FROM ("
                        + SealedRows.read(sealed, piece.table(), files) + "))")) {
            while (rows.next()) {
                again.add(rows.getLong(1));
            }
        }
        StringJoiner ids = new StringJoiner(", ", " AND span_id NOT IN (", ")").setEmptyValue("");
        again.forEach(id -> ids.add(Long.toString(id)));
        return ids.toString();
    }

    /** Files of spans that may hold one of the selected IDs; a row may come after the end of its span, so time does not tell. */
    static List<SealedFile> holding(Connection connection, String spanIds, List<SealedFile> files) throws SQLException {
        if (files.isEmpty()) {
            return files;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(min(span_id), 1), coalesce(max(span_id), 0) FROM (" + spanIds + ")")) {
            row.next();
            long smallest = row.getLong(1);
            long largest = row.getLong(2);
            return files.stream()
                    .filter(file -> smallest <= largest
                            && file.columnSums().stream()
                                    .noneMatch(sum -> sum.column().equals("span_id")
                                            && (sum.smallest() > largest || sum.largest() < smallest)))
                    .toList();
        }
    }

    private static List<SealedFile> of(SealedTable table, String partition, List<SealedFile> current) {
        return current.stream()
                .filter(file -> file.table().equals(table.tableName())
                        && file.partition().equals(partition))
                .toList();
    }

    /** Of the snapshot; pieces of one snapshot count together or not at all, those of a later one have a higher number. */
    long commitNumber() {
        return commitNumber;
    }

    /** Whether the piece takes any. */
    boolean taken() {
        return taken;
    }

    /** Rows in units, or of what the given table is made of. */
    String select(SealedTable of) {
        String rows = "SELECT * FROM hot.main." + table.hotTable() + " WHERE " + where;
        return of == SealedTable.USAGE_HOUR ? Rollup.select("(" + rows + ")", hourSql) : rows;
    }

    /**
     * Count and sums, to tell whether they are still the same rows. Hot rows are added and taken away, never changed, but for
     * spans, which are written again as a whole, perhaps with another text: these are hashed. They are few.
     *
     * @throws LedgerException when there are rows that the sealed form cannot hold exactly
     */
    SourceFacts facts(Connection connection) throws SQLException {
        if (!taken) {
            return SourceFacts.none();
        }
        String checked = table.writeChecked("(" + select(table) + ")");
        return table.holdsSpans() ? SealedRows.hashed(connection, checked) : SealedRows.sums(connection, checked);
    }

    /** Deletes them; returns how many there were. */
    long delete(Connection connection) throws SQLException {
        if (!taken) {
            return 0;
        }
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate("DELETE FROM hot.main." + table.hotTable() + " WHERE " + where);
        }
    }
}
