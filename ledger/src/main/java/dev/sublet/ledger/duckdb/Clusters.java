package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.tick.TickBatch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/** When each cluster was first and last looked at, as committed. Writer thread only, but for {@link #anyMissing}. */
final class Clusters {
    private static final String INSERT =
            "INSERT INTO cluster (cluster_name, first_tick_s, last_tick_s, interval_s, cluster)"
                    + " VALUES (?, ?, ?, ?, ?)";

    private record Range(long firstS, long lastS) {}

    private final Map<String, Range> known = new HashMap<>();
    /** Clusters with a missing period that goes on until their next tick. */
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    void load(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT cluster, first_tick_s, last_tick_s FROM cluster")) {
            while (rows.next()) {
                known.put(rows.getString(1), new Range(rows.getLong(2), rows.getLong(3)));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT cluster FROM missing_period WHERE to_s IS NULL")) {
            while (rows.next()) {
                missing.add(rows.getString(1));
            }
        }
    }

    /** Whether a missing period goes on. */
    boolean anyMissing() {
        return !missing.isEmpty();
    }

    /** Rows are lost up to a cluster's first tick in a store that replaced another. */
    void endMissing(DuckDBConnection connection, List<TickBatch> ticks) throws SQLException {
        Map<String, Long> first = new HashMap<>();
        for (TickBatch tick : ticks) {
            if (missing.contains(tick.cluster())) {
                first.putIfAbsent(tick.cluster(), tick.atS());
            }
        }
        for (Map.Entry<String, Long> end : first.entrySet()) {
            Sql.execute(
                    connection,
                    "UPDATE missing_period SET to_s = " + end.getValue() + " WHERE to_s IS NULL AND cluster = "
                            + Sql.literal(end.getKey()));
        }
    }

    /** The second of the cluster's last committed tick, or {@link Long#MIN_VALUE}. */
    long lastTickS(String cluster) {
        Range range = known.get(cluster);
        return range == null ? Long.MIN_VALUE : range.lastS;
    }

    /** Writes the rows of the clusters that ticked; {@code last} holds the last tick of each. */
    void replace(DuckDBConnection connection, Prepared prepared, List<TickBatch> ticks, Map<String, TickBatch> last)
            throws SQLException {
        Map<String, Range> ranges = after(ticks);
        for (TickBatch tick : last.values()) {
            Range range = ranges.getOrDefault(tick.cluster(), new Range(tick.atS(), tick.atS()));
            PreparedStatement update = prepared.of(
                    connection,
                    "UPDATE cluster SET cluster_name = ?, first_tick_s = ?, last_tick_s = ?, interval_s = ?"
                            + " WHERE cluster = ?");
            if (put(update, tick, range) == 0) {
                put(prepared.of(connection, INSERT), tick, range);
            }
        }
    }

    private static int put(PreparedStatement statement, TickBatch tick, Range range) throws SQLException {
        statement.setString(1, tick.clusterName());
        statement.setLong(2, range.firstS);
        statement.setLong(3, range.lastS);
        statement.setLong(4, tick.intervalS());
        statement.setString(5, tick.cluster());
        return statement.executeUpdate();
    }

    void committed(List<TickBatch> ticks) {
        known.putAll(after(ticks));
        ticks.forEach(tick -> missing.remove(tick.cluster()));
    }

    private Map<String, Range> after(List<TickBatch> ticks) {
        Map<String, Range> ranges = new HashMap<>();
        for (TickBatch tick : ticks) {
            Range before = ranges.getOrDefault(tick.cluster(), known.get(tick.cluster()));
            long firstS = before == null ? tick.atS() : before.firstS;
            ranges.put(tick.cluster(), new Range(firstS, tick.atS()));
        }
        return ranges;
    }
}
