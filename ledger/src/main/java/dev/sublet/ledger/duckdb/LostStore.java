package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.ClusterSpan;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedNames;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * Puts into a fresh store what is known of one that was lost, beside its sealed files: the clusters, the spans that were
 * open, which end where the seal ended, and the time since as missing.
 */
final class LostStore {
    private final DuckDBConnection connection;
    private final Path sealed;
    private final List<SealedFile> current;

    LostStore(DuckDBConnection connection, Path sealed, List<SealedFile> current) {
        this.connection = connection;
        this.sealed = sealed;
        this.current = current;
    }

    void restore(List<ClusterSpan> clusters) throws SQLException {
        for (ClusterSpan cluster : clusters) {
            long endS = sealedUntilS(cluster);
            try (Rows rows = new Rows(connection, "cluster")) {
                rows.begin().add(cluster.cluster()).add(cluster.clusterName());
                rows.add(cluster.firstTickS())
                        .add(endS)
                        .add(cluster.intervalS())
                        .end();
            }
            for (SealedTable spans : OpenSpans.TABLES) {
                restoreSpans(spans, cluster.cluster(), endS);
            }
            Sql.execute(
                    connection,
                    "INSERT INTO missing_period VALUES (" + Sql.literal(cluster.cluster()) + ", " + endS
                            + ", NULL, 'the hot store was lost and set aside')");
        }
    }

    /** Usage is sealed without holes up to there. */
    private long sealedUntilS(ClusterSpan cluster) {
        long files = current.stream()
                .filter(file -> file.table().equals(SealedTable.USAGE.tableName())
                        && file.partition().equals(cluster.cluster()))
                .mapToLong(SealedFile::toS)
                .max()
                .orElse(cluster.firstTickS());
        return Math.max(cluster.firstTickS(), Math.min(files, cluster.lastTickS()));
    }

    private void restoreSpans(SealedTable table, String cluster, long endS) throws SQLException {
        String file = SealedNames.open(table, cluster);
        if (!Files.exists(sealed.resolve(file))) {
            return;
        }
        List<SealedFile> ended = current.stream()
                .filter(known -> known.table().equals(table.tableName())
                        && known.partition().equals(cluster))
                .toList();
        String open = table.read(
                layout(sealed.resolve(file)),
                "read_parquet([" + Sql.literal(sealed.resolve(file).toString())
                        + "], hive_partitioning = true, hive_types_autocast = false)");
        String unlessSealed = ended.isEmpty()
                ? ""
                : " AND span_id NOT IN (SELECT span_id FROM (" + SealedRows.read(sealed, table, ended) + "))";
        Sql.execute(
                connection,
                "INSERT INTO hot.main." + table.hotTable() + " SELECT * REPLACE (least(coalesce(to_s, " + endS + "), "
                        + endS + ") AS to_s) FROM (" + open + ") WHERE from_s < " + endS + unlessSealed);
    }

    /** An older program may have written the file. */
    private int layout(Path file) throws SQLException {
        return (int) Sql.firstLong(
                connection,
                "SELECT decode(value)::BIGINT FROM parquet_kv_metadata(" + Sql.literal(file.toString())
                        + ") WHERE decode(key) = 'sublet_layout'");
    }
}
