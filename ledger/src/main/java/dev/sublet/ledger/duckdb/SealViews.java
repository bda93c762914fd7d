package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.Rollup;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a read transaction see hot and sealed rows under one name: temporary views named like the tables, over the hot rows
 * and the files that are current in the transaction's snapshot. A table without sealed files needs none. Views of the
 * schema (pod_usage and others) then see them too, for names in a view are looked up where it is used. Thread-safe.
 *
 * <p>The views name hot tables only, never a view of their own name: DuckDB would take that for a recursion.
 */
final class SealViews {
    private static final String HOT_USAGE =
            "(SELECT * FROM hot.main.usage_final UNION ALL SELECT * EXCLUDE (cluster) FROM hot.main.usage_tail)";

    private static final int ATTEMPTS = 3;

    /**
     * The current files of each table, each in the order of names.
     *
     * @param digest the same for the same files
     */
    record Files(String digest, Map<SealedTable, List<SealedFile>> byTable) {
        static final Files NONE = new Files("", Map.of());

        private List<SealedFile> of(SealedTable table) {
            return byTable.getOrDefault(table, List.of());
        }
    }

    private final Path sealed;
    private volatile Files last = Files.NONE;

    SealViews(Path sealed) {
        this.sealed = sealed;
    }

    /**
     * Begins a read transaction in which the tables' names mean hot and sealed rows. The views are made before it and stay
     * with the connection, for they cost some milliseconds; one is made anew when its table's files in the snapshot are others.
     */
    void begin(Database.Reader reader) throws SQLException {
        Connection connection = reader.connection();
        for (int attempt = 1; ; attempt++) {
            Sql.execute(connection, "BEGIN TRANSACTION READ ONLY");
            // DuckDB takes the snapshot at the first look at the database, not at BEGIN.
            String digest = SealedFiles.digest(connection);
            if (digest.equals(reader.viewsOf().digest)) {
                return;
            }
            Files files = files(connection, digest);
            if (attempt == ATTEMPTS) {
                // Files change as fast as views are made: these views go with this transaction.
                make(connection, files, reader.viewsOf());
                return;
            }
            Sql.execute(connection, "ROLLBACK");
            make(connection, files, reader.viewsOf());
            reader.viewsOf(files);
        }
    }

    private Files files(Connection connection, String digest) throws SQLException {
        Files known = last;
        if (known.digest.equals(digest)) {
            return known;
        }
        Map<SealedTable, List<SealedFile>> byTable = new EnumMap<>(SealedTable.class);
        for (SealedFile file : SealedFiles.load(connection)) {
            SealedTable.named(file.table())
                    .ifPresent(table -> byTable.computeIfAbsent(table, key -> new ArrayList<>())
                            .add(file));
        }
        Files files = new Files(digest, byTable);
        last = files;
        return files;
    }

    private void make(Connection connection, Files files, Files before) throws SQLException {
        for (SealedTable table : SealedTable.values()) {
            List<SealedFile> list = files.of(table);
            if (list.equals(before.of(table))) {
                continue;
            }
            try {
                Sql.execute(connection, view(table, list));
            } catch (SQLException e) {
                if (Sql.isFatal(e)) {
                    throw e;
                }
                // A damaged file must not look like no rows, nor keep anybody from the other tables.
                Sql.execute(connection, broken(table, Sql.message(e)));
            }
        }
    }

    private String view(SealedTable table, List<SealedFile> files) {
        return files.isEmpty()
                ? drop(table)
                : drop(table) + create(table) + hot(table) + "\nUNION ALL\n" + sealed(table, files);
    }

    private static String drop(SealedTable table) {
        return "DROP VIEW IF EXISTS temp.main." + table.tableName() + ";\n";
    }

    private static String create(SealedTable table) {
        return "CREATE TEMP VIEW " + table.tableName() + " AS\n";
    }

    private static String broken(SealedTable table, String message) {
        return drop(table) + create(table) + "SELECT rows.* FROM (SELECT error("
                + Sql.literal(
                        "sealed files of " + table.tableName() + " cannot be read, run `sublet verify`: " + message)
                + ") AS failure) AS wrong LEFT JOIN (" + hot(table) + ") AS rows ON wrong.failure IS NULL";
    }

    private static String hot(SealedTable table) {
        if (table == SealedTable.USAGE) {
            return "SELECT * FROM " + HOT_USAGE;
        }
        if (table == SealedTable.USAGE_HOUR) {
            return Rollup.select(HOT_USAGE, SealedTable.UTC_HOUR);
        }
        return "SELECT * FROM hot.main." + table.hotTable();
    }

    private String sealed(SealedTable table, List<SealedFile> files) {
        String read = SealedRows.read(sealed, table, files);
        if (!table.holdsSpans()) {
            return read;
        }
        // A span that was written again after it was sealed is hot once more, and that version holds.
        return "SELECT * FROM (" + read + ") WHERE span_id NOT IN (SELECT span_id FROM hot.main." + table.hotTable()
                + ")";
    }
}
