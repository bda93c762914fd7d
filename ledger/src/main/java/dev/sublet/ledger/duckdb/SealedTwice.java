package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * The rows of an older store that newer sealed files hold as well: they go when the files are taken over. Found outside any
 * transaction, for a file that cannot be read would end it.
 */
final class SealedTwice {
    private final DuckDBConnection connection;
    private final Path sealed;
    private final Map<SealedTable, List<String>> found = new LinkedHashMap<>();

    SealedTwice(DuckDBConnection connection, Path sealed) {
        this.connection = connection;
        this.sealed = sealed;
    }

    /** Throws when a file cannot be read: nothing may be taken over then. */
    void find(Collection<SealedFile> files) throws SQLException {
        for (SealedTable table : SealedTable.values()) {
            List<SealedFile> of = files.stream()
                    .filter(file -> file.table().equals(table.tableName()))
                    .toList();
            if (table == SealedTable.USAGE_HOUR || of.isEmpty()) {
                continue;
            }
            List<String> keys = new ArrayList<>(table.holdsSpans() ? List.of("span_id") : table.keys());
            if (table != SealedTable.USAGE) {
                keys.add(table.partitionColumn());
            }
            String columns = String.join(", ", keys);
            String hot = "hot.main." + table.hotTable();
            String time = table.timeColumn();
            // Ended or not, a hot span gives way to its sealed version; other rows lie in the stretch of the hot ones.
            String stretch = table.holdsSpans()
                    ? ""
                    : " WHERE " + time + " >= (SELECT min(" + time + ") FROM " + hot + ") AND " + time
                            + " <= (SELECT max(" + time + ") FROM " + hot + ")";
            Sql.execute(
                    connection,
                    "CREATE TEMP TABLE " + twice(table) + " AS SELECT DISTINCT " + columns + " FROM " + hot + " WHERE ("
                            + columns + ") IN (SELECT (" + columns + ") FROM ("
                            + SealedRows.read(sealed, table, of) + ")" + stretch + ")");
            found.put(table, keys);
        }
    }

    private static String twice(SealedTable table) {
        return "temp.main.twice_" + table.tableName();
    }

    /** In the transaction that takes the files over. */
    void delete() throws SQLException {
        for (Map.Entry<SealedTable, List<String>> each : found.entrySet()) {
            String columns = String.join(", ", each.getValue());
            Sql.execute(
                    connection,
                    "DELETE FROM hot.main." + each.getKey().hotTable() + " WHERE (" + columns + ") IN (SELECT ("
                            + columns + ") FROM " + twice(each.getKey()) + ")");
        }
    }

    /** After the transaction. */
    void clear() throws SQLException {
        for (SealedTable table : found.keySet()) {
            Sql.execute(connection, "DROP TABLE " + twice(table));
        }
    }
}
