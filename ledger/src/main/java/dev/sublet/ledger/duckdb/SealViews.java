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
import java.util.List;
import java.util.Map;
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

    private record View(SealedTable table, String sql) {}

    /** What views depend on: the snapshot's files, and how usage rows become hours. */
    record Shown(List<SealedFile> files, String hourSql) {
        /** What a connection shows whose temporary views were never made. */
        static final Shown NONE = new Shown(List.of(), BillingZone.rollupSql(ZoneOffset.UTC));
    }

    private record Made(Shown of, List<View> views) {}

    private final Path sealed;
    private volatile @Nullable Made last;

    private volatile String hourSql = Shown.NONE.hourSql;

    SealViews(Path sealed) {
        this.sealed = sealed;
    }

    /** Rolls up hot rows by the hours of that zone from now on. */
    void zone(ZoneId zone) {
        hourSql = BillingZone.rollupSql(zone);
    }

    /**
     * Begins a read transaction in which the tables' names mean hot and sealed rows. The views are made before it and stay
     * with the connection, for they cost some milliseconds; they are made anew when the files of the snapshot are others.
     */
    void begin(Database.Reader reader) throws SQLException {
        Connection connection = reader.connection();
        for (int attempt = 1; ; attempt++) {
            Sql.execute(connection, "BEGIN TRANSACTION READ ONLY");
            // DuckDB takes the snapshot at the first look at the database, not at BEGIN.
            Shown shown = new Shown(SealedFiles.load(connection), hourSql);
            if (shown.equals(reader.shown())) {
                return;
            }
            if (attempt == ATTEMPTS) {
                // Files change as fast as views are made: these views are of this transaction only.
                make(connection, shown);
                reader.shown(Shown.NONE);
                return;
            }
            Sql.execute(connection, "ROLLBACK");
            make(connection, shown);
            reader.shown(shown);
        }
    }

    private void make(Connection connection, Shown shown) throws SQLException {
        Made made = last;
        if (made == null || !made.of.equals(shown)) {
            made = new Made(shown, views(shown));
            last = made;
        }
        for (View view : made.views) {
            try {
                Sql.execute(connection, view.sql);
            } catch (SQLException e) {
                if (Sql.isFatal(e)) {
                    throw e;
                }
                // A damaged file must not look like no rows, nor keep anybody from the other tables.
                Sql.execute(connection, broken(view.table, Sql.message(e), shown.hourSql));
            }
        }
    }

    private List<View> views(Shown shown) {
        Map<SealedTable, List<SealedFile>> byTable = new EnumMap<>(SealedTable.class);
        for (SealedFile file : shown.files) {
            SealedTable.named(file.table())
                    .ifPresent(table -> byTable.computeIfAbsent(table, key -> new ArrayList<>())
                            .add(file));
        }
        List<View> views = new ArrayList<>();
        for (SealedTable table : SealedTable.values()) {
            List<SealedFile> list = byTable.getOrDefault(table, List.of());
            boolean ofSchema = table != SealedTable.USAGE_HOUR || shown.hourSql.equals(Shown.NONE.hourSql);
            String sql = drop(table);
            if (!list.isEmpty()) {
                sql += create(table) + hot(table, shown.hourSql) + "\nUNION ALL\n" + sealed(table, list);
            } else if (!ofSchema) {
                sql += create(table) + hot(table, shown.hourSql);
            }
            views.add(new View(table, sql));
        }
        return views;
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
