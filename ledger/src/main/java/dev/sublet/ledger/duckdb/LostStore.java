package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.ClusterSpan;
import dev.sublet.ledger.seal.ColumnSum;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedNames;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Puts into a store what is known of the one that sealed the files beside it and is lost: the clusters, the spans that were
 * open, which end where the seal ended, and the time since as missing. The store is a fresh one, or an older copy: then
 * what it holds of a cluster whose sealed files go further gives way. Files are read by {@link #prepare}, outside any
 * transaction, for one that cannot be read would end it.
 */
final class LostStore {
    private static final long USUAL_INTERVAL_S = 60;

    /** A cluster whose sealed usage ends at {@code endS}. */
    private record Lost(ClusterSpan cluster, long endS, List<SealedTable> spans) {}

    private final DuckDBConnection connection;
    private final Path sealed;
    private final List<SealedFile> current;
    private final Damage damage;
    private final List<Lost> lost = new ArrayList<>();

    LostStore(DuckDBConnection connection, Path sealed, List<SealedFile> current, Damage damage) {
        this.connection = connection;
        this.sealed = sealed;
        this.current = current;
        this.damage = damage;
    }

    /** Reads what will be restored into temporary tables. {@code listed} are the clusters of the manifest, when it is good. */
    void prepare(List<ClusterSpan> listed) throws SQLException {
        Map<String, ClusterSpan> inStore = new LinkedHashMap<>();
        SealedFiles.clusters(connection).forEach(cluster -> inStore.put(cluster.cluster(), cluster));
        Map<String, ClusterSpan> clusters = new LinkedHashMap<>();
        listed.forEach(cluster -> clusters.put(cluster.cluster(), cluster));
        for (SealedFile file : current) {
            if (file.table().equals(SealedTable.USAGE.tableName())) {
                clusters.computeIfAbsent(file.partition(), uid -> ofFiles(uid, inStore));
            }
        }
        for (ClusterSpan cluster : clusters.values()) {
            ClusterSpan known = inStore.get(cluster.cluster());
            long endS = sealedUntilS(cluster);
            if (known == null || endS > known.lastTickS()) {
                List<SealedTable> spans = new ArrayList<>();
                for (SealedTable table : OpenSpans.TABLES) {
                    if (readSpans(table, cluster.cluster(), endS)) {
                        spans.add(table);
                    }
                }
                lost.add(new Lost(cluster, endS, spans));
            }
        }
    }

    /** Without a manifest: the name is that of the store, else the UID until the next tick says it. */
    private ClusterSpan ofFiles(String uid, Map<String, ClusterSpan> inStore) {
        List<SealedFile> ticks = current.stream()
                .filter(file -> file.partition().equals(uid) && file.table().equals(SealedTable.TICK.tableName()))
                .toList();
        long firstS = Long.MAX_VALUE;
        long lastS = Long.MIN_VALUE;
        long intervalS = 0;
        for (SealedFile file : ticks) {
            for (ColumnSum sum : file.columnSums()) {
                if (sum.column().equals("interval_s")) {
                    intervalS = Math.max(intervalS, sum.largest());
                } else if (sum.column().equals("at_s")) {
                    firstS = Math.min(firstS, sum.smallest());
                    lastS = Math.max(lastS, sum.largest());
                }
            }
        }
        intervalS = intervalS == 0 ? USUAL_INTERVAL_S : intervalS;
        for (SealedFile file : ticks.isEmpty() ? current : List.<SealedFile>of()) {
            if (file.partition().equals(uid)) {
                firstS = Math.min(firstS, file.fromS());
                lastS = Math.max(lastS, file.toS() - intervalS);
            }
        }
        ClusterSpan known = inStore.get(uid);
        return new ClusterSpan(
                uid,
                known == null ? uid : known.clusterName(),
                known == null ? firstS : Math.min(firstS, known.firstTickS()),
                lastS + intervalS,
                intervalS);
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

    /** Says whether the cluster's open spans could be read. */
    private boolean readSpans(SealedTable table, String cluster, long endS) throws SQLException {
        Path file = sealed.resolve(SealedNames.open(table, cluster));
        if (!Files.exists(file)) {
            return false;
        }
        List<SealedFile> ended = current.stream()
                .filter(known -> known.table().equals(table.tableName())
                        && known.partition().equals(cluster)
                        && SealedChecks.wrong(sealed.resolve(known.file()), known)
                                .isEmpty())
                .toList();
        String unlessSealed = ended.isEmpty()
                ? ""
                : " AND span_id NOT IN (SELECT span_id FROM (" + SealedRows.read(sealed, table, ended) + "))";
        try {
            String open = table.read(
                    layout(file),
                    "read_parquet([" + Sql.literal(file.toString())
                            + "], hive_partitioning = true, hive_types_autocast = false)");
            Sql.execute(
                    connection,
                    "CREATE TEMP TABLE " + kept(table, lost.size()) + " AS SELECT * REPLACE (least(coalesce(to_s, "
                            + endS + "), " + endS + ") AS to_s) FROM (" + open + ") WHERE from_s < " + endS
                            + unlessSealed);
            return true;
        } catch (SQLException e) {
            if (Sql.isFatal(e)) {
                throw e;
            }
            damage.add("the spans in " + file + " cannot be read (" + Sql.message(e) + "); usage of those that had not"
                    + " ended has no names");
            return false;
        }
    }

    private static String kept(SealedTable table, int number) {
        return "temp.main.open_" + table.tableName() + "_" + number;
    }

    /** In the transaction that takes the files over. */
    void restore() throws SQLException {
        for (int number = 0; number < lost.size(); number++) {
            Lost each = lost.get(number);
            String cluster = Sql.literal(each.cluster.cluster());
            for (String table : List.of("cluster", "tail", "meter_state")) {
                Sql.execute(connection, "DELETE FROM hot.main." + table + " WHERE cluster = " + cluster);
            }
            try (Rows rows = new Rows(connection, "cluster")) {
                rows.begin().add(each.cluster.cluster()).add(each.cluster.clusterName());
                rows.add(each.cluster.firstTickS())
                        .add(each.endS)
                        .add(each.cluster.intervalS())
                        .end();
            }
            for (SealedTable table : OpenSpans.TABLES) {
                Sql.execute(
                        connection,
                        "UPDATE hot.main." + table.hotTable() + " SET to_s = " + each.endS
                                + " WHERE to_s IS NULL AND cluster = " + cluster);
            }
            for (SealedTable table : each.spans) {
                restoreSpans(table, kept(table, number));
            }
            Sql.execute(
                    connection,
                    "INSERT INTO missing_period VALUES (" + cluster + ", " + each.endS
                            + ", NULL, 'the hot store was lost and set aside')");
        }
    }

    private void restoreSpans(SealedTable table, String kept) throws SQLException {
        String hot = "hot.main." + table.hotTable();
        Sql.execute(connection, "DELETE FROM " + hot + " WHERE span_id IN (SELECT span_id FROM " + kept + ")");
        Sql.execute(connection, "INSERT INTO " + hot + " SELECT * FROM " + kept);
    }

    /** After the transaction. */
    void clear() throws SQLException {
        for (int number = 0; number < lost.size(); number++) {
            for (SealedTable table : lost.get(number).spans) {
                Sql.execute(connection, "DROP TABLE " + kept(table, number));
            }
        }
    }

    /** An older program may have written the file. */
    private int layout(Path file) throws SQLException {
        return (int) Sql.firstLong(
                connection,
                "SELECT decode(value)::BIGINT FROM parquet_kv_metadata(" + Sql.literal(file.toString())
                        + ") WHERE decode(key) = 'sublet_layout'");
    }
}
