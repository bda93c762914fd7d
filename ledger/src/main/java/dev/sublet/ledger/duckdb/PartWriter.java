package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.Piece;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedNames;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.seal.SourceFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the rows of one table of a piece as files aside, in slices that are bounded by rows, so that memory is bounded
 * whatever the period holds. For one thread and one read transaction.
 */
final class PartWriter {
    /** Rows of a column that are decoded together; more of them pack better and cost more memory in every reader. */
    private static final int ROW_GROUP_ROWS = 20_480;

    /**
     * Distinct values up to which a column of a row group gets a dictionary. Usage has some hundreds; times have more, and
     * as differences they cost next to nothing.
     */
    private static final int DICTIONARY_VALUES = 1_024;

    private static final String MADE = "sealed_hours";

    /** A file aside, where it will lie, and what the rows it must hold sum up to. */
    record Draft(Path aside, Path file, SourceFacts facts) {}

    private final Connection connection;
    private final Path sealed;
    private final DurableFiles files;
    private final int rowsPerPart;
    private final Piece piece;
    private final HotRows hot;
    private final long generation;
    private final List<Path> left;

    /** {@code left} is told of each file before it is begun. */
    PartWriter(
            Connection connection,
            Path sealed,
            DurableFiles files,
            int rowsPerPart,
            Piece piece,
            HotRows hot,
            long generation,
            List<Path> left) {
        this.connection = connection;
        this.sealed = sealed;
        this.files = files;
        this.rowsPerPart = rowsPerPart;
        this.piece = piece;
        this.hot = hot;
        this.generation = generation;
        this.left = left;
    }

    List<Draft> write(Piece.Part part) throws SQLException, IOException {
        SealedTable table = part.table();
        String rows = "(" + rows(part) + ")";
        if (table != SealedTable.USAGE_HOUR) {
            return write(part, table.write(rows), table.writeChecked(rows));
        }
        // Made once: there are few hours, and they cost much to sum up.
        Sql.execute(connection, "CREATE TEMP TABLE " + MADE + " AS " + table.write(rows));
        String made = " FROM temp.main." + MADE;
        List<Draft> drafts = write(part, "SELECT *" + made, "SELECT *, false AS inexact" + made);
        Sql.execute(connection, "DROP TABLE temp.main." + MADE);
        return drafts;
    }

    private List<Draft> write(Piece.Part part, String select, String checked) throws SQLException, IOException {
        SealedTable table = part.table();
        long rowsMax = piece.hotRows()
                + part.replaces().stream().mapToLong(SealedFile::rows).sum();
        List<String> slices = rowsMax <= rowsPerPart ? List.of("true") : slices(table, select);
        SealedRows.Columns columns = SealedRows.columns(connection, select);
        Path folder = sealed.resolve(SealedNames.folder(table, piece.partition(), piece.fromS()));
        files.createDirectories(folder);
        List<Draft> drafts = new ArrayList<>();
        for (int number = 0; number < slices.size(); number++) {
            String slice = ") WHERE " + slices.get(number);
            String name = SealedNames.file(piece.level(), piece.fromS(), generation, number);
            Draft draft = new Draft(
                    folder.resolve(SealedNames.aside(name)),
                    folder.resolve(name),
                    SealedRows.facts(connection, "SELECT * FROM (" + checked + slice, columns, table.keys()));
            left.add(draft.aside);
            Sql.execute(
                    connection,
                    "COPY (SELECT * FROM (" + select + slice + " ORDER BY " + table.order() + ") TO "
                            + Sql.literal(draft.aside.toString()) + options(part, number, slices.size()));
            drafts.add(draft);
        }
        return drafts;
    }

    private String rows(Piece.Part part) {
        List<String> sources = new ArrayList<>();
        if (hot.taken()) {
            sources.add(hot.select(part.table()));
        }
        if (!part.replaces().isEmpty()) {
            sources.add(SealedRows.read(sealed, part.table(), part.replaces()));
        }
        return String.join("\nUNION ALL\n", sources);
    }

    /** Conditions that cut the rows into ranges of the table's key, each of about as many rows as a part may hold. */
    private List<String> slices(SealedTable table, String select) throws SQLException {
        List<String> slices = new ArrayList<>();
        String key = "(" + table.sliceKey() + ")";
        String from = "";
        long rows = 0;
        String last = "";
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery("SELECT " + key + " AS slice_key, count(*) FROM (" + select
                        + ") GROUP BY slice_key ORDER BY slice_key")) {
            while (counts.next()) {
                if (rows > 0 && rows + counts.getLong(2) > rowsPerPart) {
                    slices.add(from + key + " <= " + last);
                    from = key + " > " + last + " AND ";
                    rows = 0;
                }
                rows += counts.getLong(2);
                Object value = counts.getObject(1);
                last = value instanceof Number ? value.toString() : Sql.literal(String.valueOf(value));
            }
        }
        slices.add(from + "true");
        return slices;
    }

    /** What a file says of itself, so that it can be taken over without the store that it came from. */
    private String options(Piece.Part part, int number, int parts) {
        SealLevel level = piece.level();
        String replaces = part.replaces().stream().map(SealedFile::file).collect(Collectors.joining("\n"));
        String tables =
                piece.parts().stream().map(other -> other.table().tableName()).collect(Collectors.joining(","));
        return " (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL " + level.compressionLevel()
                + ", ROW_GROUP_SIZE " + ROW_GROUP_ROWS + ", DICTIONARY_SIZE_LIMIT " + DICTIONARY_VALUES
                // A filter of each column costs 5 to 8 % of a file, and nobody looks for single values.
                + ", WRITE_BLOOM_FILTER false, KV_METADATA {"
                + "sublet_table: " + Sql.literal(part.table().tableName())
                + ", sublet_layout: '" + part.table().layout()
                + "', sublet_partition: " + Sql.literal(piece.partition())
                + ", sublet_level: '" + level.label()
                + "', sublet_from_s: '" + piece.fromS()
                + "', sublet_to_s: '" + piece.toS()
                + "', sublet_generation: '" + generation
                + "', sublet_part: '" + number
                + "', sublet_parts: '" + parts
                + "', sublet_tables: '" + tables
                + "', sublet_hot: '" + hot.taken()
                + "', sublet_commit: '" + hot.commitNumber()
                + "', sublet_replaces: " + Sql.literal(replaces) + "})";
    }
}
