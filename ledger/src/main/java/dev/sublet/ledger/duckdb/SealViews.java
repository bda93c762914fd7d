package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.calendar.BillingZone;
import dev.sublet.ledger.seal.Rollup;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * @param version the same for the same files
     * @param hourSql how usage rows become hours
     * @param broken tables whose files cannot be read: their views say so, and are made anew each time
     */
    record Files(String version, Map<SealedTable, List<SealedFile>> byTable, String hourSql, Set<SealedTable> broken) {
        /** What a connection shows whose temporary views were never made. */
        static final Files NONE = new Files("", Map.of(), BillingZone.rollupSql(ZoneOffset.UTC), Set.of());

        private Files with(Set<SealedTable> found) {
            return new Files(version, byTable, hourSql, found);
        }

        private List<SealedFile> of(SealedTable table) {
            return byTable.getOrDefault(table, List.of());
        }
    }

    private final Path sealed;
    private volatile Files last = Files.NONE;

    private volatile String hourSql = Files.NONE.hourSql;

    SealViews(Path sealed) {
        this.sealed = sealed;
    }

    /** Rolls up hot rows by the hours of that zone from now on. */
    void zone(ZoneId zone) {
        hourSql = BillingZone.rollupSql(zone);
    }

    /**
     * Begins a read transaction in which the tables' names mean hot and sealed rows. The views are made before it and stay
     * with the connection, for they cost some milliseconds; one is made anew when its table's files in the snapshot are others.
     */
    void begin(Database.Reader reader) throws SQLException {
        Connection connection = reader.connection();
        @Nullable String made = null;
        for (int attempt = 1; ; attempt++) {
            Sql.execute(connection, "BEGIN TRANSACTION READ ONLY");
            // DuckDB takes the snapshot at the first look at the database, not at BEGIN.
            String version = SealedFiles.version(connection);
            Files before = reader.viewsOf();
            boolean same = version.equals(before.version) && hourSql.equals(before.hourSql);
            // A file may have been put back since a view was found broken.
            if (same && (before.broken.isEmpty() || version.equals(made))) {
                return;
            }
            Files files = files(connection, version);
            if (attempt == ATTEMPTS) {
                // Files change as fast as views are made: these views go with this transaction.
                make(connection, files, before);
                return;
            }
            Sql.execute(connection, "ROLLBACK");
            reader.viewsOf(files.with(make(connection, files, before)));
            made = version;
        }
    }

    private Files files(Connection connection, String version) throws SQLException {
        Files known = last;
        if (known.version.equals(version) && known.hourSql.equals(hourSql)) {
            return known;
        }
        Map<SealedTable, List<SealedFile>> byTable = new EnumMap<>(SealedTable.class);
        for (SealedFile file : SealedFiles.list(connection)) {
            SealedTable.named(file.table())
                    .ifPresent(table -> byTable.computeIfAbsent(table, key -> new ArrayList<>())
                            .add(file));
        }
        Files files = new Files(version, byTable, hourSql, Set.of());
        last = files;
        return files;
    }

    /** Returns the tables whose files cannot be read. */
    private Set<SealedTable> make(Connection connection, Files files, Files before) throws SQLException {
        Set<SealedTable> broken = EnumSet.noneOf(SealedTable.class);
        for (SealedTable table : SealedTable.values()) {
            List<SealedFile> list = files.of(table);
            boolean sameHours = table != SealedTable.USAGE_HOUR || files.hourSql.equals(before.hourSql);
            if (list.equals(before.of(table)) && sameHours && !before.broken.contains(table)) {
                continue;
            }
            try {
                Sql.execute(connection, view(table, list, files.hourSql));
            } catch (SQLException e) {
                if (Sql.isFatal(e)) {
                    throw e;
                }
                // A damaged file must not look like no rows, nor keep anybody from the other tables.
                Sql.execute(connection, broken(table, Sql.message(e), files.hourSql));
                broken.add(table);
            }
        }
        return broken;
    }

    private String view(SealedTable table, List<SealedFile> files, String hourSql) {
        boolean ofSchema = table != SealedTable.USAGE_HOUR || hourSql.equals(Files.NONE.hourSql);
        if (files.isEmpty()) {
            return ofSchema ? drop(table) : drop(table) + create(table) + hot(table, hourSql);
        }
        return drop(table) + create(table) + hot(table, hourSql) + "\nUNION ALL\n" + sealed(table, files);
    }

    private static String drop(SealedTable table) {
        return "DROP VIEW IF EXISTS temp.main." + table.tableName() + ";\n";
    }

    private static String create(SealedTable table) {
        return "CREATE TEMP VIEW " + table.tableName() + " AS\n";
    }

    private static String broken(SealedTable table, String message, String hourSql) {
        return drop(table) + create(table) + "SELECT rows.* FROM (SELECT error("
                + Sql.literal(
                        "sealed files of " + table.tableName() + " cannot be read, run `sublet verify`: " + message)
                + ") AS failure) AS wrong LEFT JOIN (" + hot(table, hourSql) + ") AS rows ON wrong.failure IS NULL";
    }

    private static String hot(SealedTable table, String hourSql) {
        if (table == SealedTable.USAGE) {
            return "SELECT * FROM " + HOT_USAGE;
        }
        if (table == SealedTable.USAGE_HOUR) {
            return Rollup.select(HOT_USAGE, hourSql);
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
