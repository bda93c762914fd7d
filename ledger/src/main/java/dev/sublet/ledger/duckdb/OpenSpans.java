package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.SealedNames;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.seal.SourceFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes the spans that are not sealed yet, open ones and those that ended lately, as one file for each table and
 * cluster: programs outside join the usage of running pods with it, and a store that is lost leaves its sealed usage with
 * names. The file is replaced, never grown, and left alone while its rows are the same. For one thread.
 */
final class OpenSpans {
    static final List<SealedTable> TABLES =
            Arrays.stream(SealedTable.values()).filter(SealedTable::holdsSpans).toList();

    /** In the file's metadata: what its rows sum up to, see {@link FolderChecks}. */
    static final String ROWS = "sublet_rows";

    static final String ROW_SUM = "sublet_row_sum";

    private final Database database;
    private final Path sealed;
    private final DurableFiles files;
    /** What the rows in each file were when this process wrote it. */
    private final Map<Path, String> published = new HashMap<>();

    OpenSpans(Database database, DurableFiles files) {
        this.database = database;
        this.sealed = database.sealedFolder();
        this.files = files;
    }

    void publish(List<SealedTable> tables, String cluster) throws SQLException, IOException {
        try (Database.Reader reader = database.openReader()) {
            Connection connection = reader.connection();
            Sql.execute(connection, "BEGIN TRANSACTION READ ONLY");
            for (SealedTable table : tables) {
                publish(connection, table, cluster);
            }
            Sql.execute(connection, "ROLLBACK");
            reader.clean();
        }
    }

    private void publish(Connection connection, SealedTable table, String cluster) throws SQLException, IOException {
        Path target = sealed.resolve(SealedNames.open(table, cluster));
        String hot =
                "(SELECT * FROM hot.main." + table.hotTable() + " WHERE cluster = " + Sql.literal(cluster) + ") AS hot";
        String digest = String.valueOf(Sql.first(
                connection, "SELECT concat(count(*), ' ', sum(hash(hot)), ' ', bit_xor(hash(hot))) FROM " + hot));
        if (digest.equals(published.get(target)) && Files.exists(target)) {
            return;
        }
        Path aside =
                target.resolveSibling(SealedNames.aside(target.getFileName().toString()));
        files.createDirectories(target.resolveSibling(""));
        String rows = table.write(hot);
        SourceFacts facts = SealedRows.facts(
                connection,
                "SELECT *, false AS inexact FROM (" + rows + ")",
                SealedRows.columns(connection, rows),
                table.keys());
        Sql.execute(
                connection,
                "COPY (" + rows + " ORDER BY " + table.order() + ") TO " + Sql.literal(aside.toString())
                        + " (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, WRITE_BLOOM_FILTER false, KV_METADATA {sublet_table: '"
                        + SealedNames.openFolder(table) + "', sublet_layout: '" + table.layout() + "', " + ROWS
                        + ": '" + facts.rows()
                        + "', " + ROW_SUM + ": '" + facts.rowSum() + "'})");
        files.move(aside, target);
        published.put(target, digest);
    }
}
