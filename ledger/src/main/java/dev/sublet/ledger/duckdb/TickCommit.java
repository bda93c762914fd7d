package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.tick.NodeTick;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Quanta;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBConnection;

/**
 * Writes the ticks of one call: each table is touched once, whatever the number of ticks, and of a cluster's tails and
 * states only the last are written. Writer thread only.
 */
final class TickCommit implements Job<Integer> {
    private final List<TickBatch> ticks;
    private final SpanTables spans;
    private final Clusters clusters;
    private final Prepared prepared;
    private final Map<String, TickBatch> lastOfCluster = new LinkedHashMap<>();

    TickCommit(List<TickBatch> ticks, SpanTables spans, Clusters clusters, Prepared prepared) {
        this.ticks = ticks;
        this.spans = spans;
        this.clusters = clusters;
        this.prepared = prepared;
    }

    @Override
    public boolean isTick() {
        return true;
    }

    @Override
    public Integer on(DuckDBConnection connection) throws SQLException {
        refuseOldTicks();
        refuseTicksWithoutState();
        refuseBrokenQuanta();
        spans.write(connection, prepared, ticks);
        writeTicks(connection);
        writeNodeTicks(connection);
        writeUsage(connection);
        writeUnseen(connection);
        if (!lastOfCluster.isEmpty()) {
            replaceTails(connection);
            replaceStates(connection);
            clusters.replace(connection, prepared, ticks, lastOfCluster);
            clusters.endMissing(connection, ticks);
        }
        return ticks.size();
    }

    @Override
    public void committed() {
        spans.committed();
        clusters.committed(ticks);
    }

    private void refuseTicksWithoutState() {
        for (TickBatch tick : lastOfCluster.values()) {
            if (tick.state() == null) {
                throw new LedgerException("tick " + tick.atS() + " of cluster " + tick.clusterName()
                        + " is the last of its commit and has no meter state; nothing was written");
            }
        }
    }

    private void refuseBrokenQuanta() {
        for (TickBatch tick : ticks) {
            for (UsageRow row : tick.usage()) {
                if (!Quanta.areWhole(row)) {
                    throw new LedgerException("tick " + tick.atS() + " of cluster " + tick.clusterName()
                            + " has a final row that is not in whole quanta; nothing was written: " + row);
                }
            }
        }
    }

    private void refuseOldTicks() {
        for (TickBatch tick : ticks) {
            TickBatch before = lastOfCluster.put(tick.cluster(), tick);
            long lastS = before != null ? before.atS() : clusters.lastTickS(tick.cluster());
            if (tick.atS() <= lastS) {
                throw new LedgerException("tick " + tick.atS() + " of cluster " + tick.clusterName()
                        + " is not after its last one, " + lastS + "; nothing was written, skip ticks that are known");
            }
        }
    }

    private void writeTicks(DuckDBConnection connection) throws SQLException {
        PreparedStatement insert = prepared.of(connection, "INSERT INTO tick VALUES (?, ?, ?, ?, ?)");
        for (TickBatch tick : ticks) {
            long answered = tick.nodes().stream().filter(NodeTick::answered).count();
            insert.setString(1, tick.cluster());
            insert.setLong(2, tick.atS());
            insert.setLong(3, tick.intervalS());
            insert.setInt(4, tick.nodes().size());
            insert.setInt(5, (int) answered);
            insert.execute();
        }
    }

    private void writeNodeTicks(DuckDBConnection connection) throws SQLException {
        try (Rows rows = new Rows(connection, "node_tick")) {
            for (TickBatch tick : ticks) {
                for (NodeTick node : tick.nodes()) {
                    rows.begin().add(tick.cluster()).add(tick.atS()).add(node.nodeUid());
                    rows.add(node.node()).add(node.answered()).add(node.pods());
                    rows.add(node.error()).end();
                }
            }
        }
    }

    private void writeUsage(DuckDBConnection connection) throws SQLException {
        try (Rows rows = new Rows(connection, "usage_final")) {
            for (TickBatch tick : ticks) {
                for (UsageRow usage : tick.usage()) {
                    addUsage(rows.begin(), usage);
                }
            }
        }
    }

    private void writeUnseen(DuckDBConnection connection) throws SQLException {
        if (ticks.stream().allMatch(tick -> tick.unseen().isEmpty())) {
            return;
        }
        try (Rows rows = new Rows(connection, "unseen_usage")) {
            for (TickBatch tick : ticks) {
                for (UnseenUsage unseen : tick.unseen()) {
                    rows.begin().add(unseen.cluster()).add(unseen.nodeUid()).add(unseen.node());
                    rows.add(unseen.fromS()).add(unseen.toS()).add(unseen.cpuCoreMs());
                    rows.end();
                }
            }
        }
    }

    private void replaceTails(DuckDBConnection connection) throws SQLException {
        for (TickBatch tick : lastOfCluster.values()) {
            String text = TailText.of(tick.tail());
            if (putTail(connection, "UPDATE tail SET at_s = ?, tail_rows = ? WHERE cluster = ?", tick, text) == 0) {
                putTail(connection, "INSERT INTO tail (at_s, tail_rows, cluster) VALUES (?, ?, ?)", tick, text);
            }
        }
    }

    private int putTail(DuckDBConnection connection, String sql, TickBatch tick, String text) throws SQLException {
        PreparedStatement statement = prepared.of(connection, sql);
        statement.setLong(1, tick.atS());
        statement.setString(2, text);
        statement.setString(3, tick.cluster());
        return statement.executeUpdate();
    }

    private void replaceStates(DuckDBConnection connection) throws SQLException {
        PreparedStatement delete = prepared.of(connection, "DELETE FROM meter_state WHERE cluster = ?");
        for (String cluster : lastOfCluster.keySet()) {
            delete.setString(1, cluster);
            delete.execute();
        }
        // By the appender, as a prepared statement takes twenty times as long for bytes.
        try (Rows rows = new Rows(connection, "meter_state")) {
            for (TickBatch tick : lastOfCluster.values()) {
                StateBytes state = Objects.requireNonNull(tick.state());
                rows.begin().add(tick.cluster()).add(tick.atS()).add(state.toArray());
                rows.end();
            }
        }
    }

    private static void addUsage(Rows row, UsageRow usage) throws SQLException {
        row.add(usage.spanId()).add(usage.fromS()).add(usage.toS());
        row.add(usage.coverage().label());
        row.add(usage.cpuCoreMs()).add(usage.memoryKib());
        row.add(usage.networkRxBytes()).add(usage.networkTxBytes()).add(usage.volumeKib());
        row.add(usage.cpuRequestMillicores()).add(usage.memoryRequestKib()).add(usage.gpuRequest());
        row.end();
    }
}
