package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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

    private record Made(List<SealedFile> files, String sql) {}

    private final Path sealed;
    private volatile @Nullable Made last;

    SealViews(Path sealed) {
        this.sealed = sealed;
    }

    /** Makes the views of this transaction; its snapshot must be taken. They go with the connection. */
    void create(Connection connection) throws SQLException {
        List<SealedFile> files = SealedFiles.load(connection);
        if (files.isEmpty()) {
            return;
        }
        Made made = last;
        if (made == null || !made.files.equals(files)) {
            made = new Made(files, sql(files));
            last = made;
        }
        Sql.execute(connection, made.sql);
    }

    private String sql(List<SealedFile> files) {
        Map<SealedTable, List<SealedFile>> byTable = new EnumMap<>(SealedTable.class);
        for (SealedFile file : files) {
            SealedTable.named(file.table())
                    .ifPresent(table -> byTable.computeIfAbsent(table, key -> new ArrayList<>())
                            .add(file));
        }
        StringBuilder sql = new StringBuilder();
        byTable.forEach((table, list) -> sql.append("CREATE OR REPLACE TEMP VIEW ")
                .append(table.tableName())
                .append(" AS\n")
                .append(hot(table))
                .append("\nUNION ALL\n")
                .append(sealed(table, list))
                .append(";\n"));
        return sql.toString();
    }

    private static String hot(SealedTable table) {
        if (table == SealedTable.USAGE) {
            return "SELECT * FROM " + HOT_USAGE;
        }
        if (table == SealedTable.USAGE_HOUR) {
            return SealedTable.resource("usage_hour.of-usage.sql").replace("{rows}", HOT_USAGE);
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
