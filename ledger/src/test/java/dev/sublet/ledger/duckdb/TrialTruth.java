package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a ledger must hold after so many ticks and batches, counted apart from it, month by month: number of rows and sums that
 * bind keys to values. Months that retention removed must be gone as a whole, and as many rows as it says.
 */
final class TrialTruth {
    private static final int SUMS = 4;
    private static final long P = 1_000_003;
    private static final String MONTH = "strftime(make_timestamp(%s * 1000000), '%%Y-%%m')";

    private final int clusters;
    private final long[] ticks;
    private long batches;
    /** By table, partition and month: rows and sums. */
    private final Map<String, long[]> expected = new TreeMap<>();

    TrialTruth(int clusters) {
        this.clusters = clusters;
        this.ticks = new long[clusters + 1];
    }

    /** Ticks committed of a cluster, numbered from 1. */
    long ticks(int cluster) {
        return ticks[cluster];
    }

    long batches() {
        return batches;
    }

    private static String month(long second) {
        return YearMonth.from(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC))
                .toString();
    }

    private void add(String table, String partition, String month, long sign, long... sums) {
        long[] all = expected.computeIfAbsent(table + "|" + partition + "|" + month, key -> new long[1 + SUMS]);
        all[0] += sign;
        for (int index = 0; index < sums.length; index++) {
            all[1 + index] += sign * sums[index];
        }
    }

    private void advanceTicks(int cluster, long count) {
        String name = TrialFacts.cluster(cluster);
        for (; ticks[cluster] < count; ticks[cluster]++) {
            long index = ticks[cluster];
            long atS = TrialFacts.atS(index);
            add("tick", name, month(atS), 1, atS, 2, 1);
            add("node_tick", name, month(atS), 1, atS, TrialFacts.PODS);
            add("node_tick", name, month(atS), 1, atS, 0);
            for (UsageRow row : TrialFacts.usage(cluster, index)) {
                addUsage(name, row, 1);
            }
            for (UnseenUsage row : TrialFacts.unseen(cluster, index)) {
                add("unseen_usage", name, month(row.fromS()), 1, row.fromS() % P * (row.toS() % P), row.cpuCoreMs());
            }
            for (PodSpan span : TrialFacts.spans(cluster, index)) {
                Long toS = span.toS();
                if (toS != null) {
                    add("pod_span", name, "open", -1, span.spanId() % P * (span.fromS() % P));
                }
                String when = toS == null ? "open" : month(toS);
                add("pod_span", name, when, 1, span.spanId() % P * (span.fromS() % P));
            }
        }
    }

    private void addUsage(String cluster, UsageRow row, int sign) {
        String month = month(row.fromS());
        long seconds = row.toS() - row.fromS();
        long key = row.spanId() % P * (row.fromS() % P);
        add("usage", cluster, month, sign, key, row.cpuCoreMs(), row.memoryKib(), seconds);
        add("usage_hour", cluster, month, sign, 0, row.cpuCoreMs(), row.memoryKib() * seconds, seconds);
    }

    private void advanceBatches(long count) {
        for (; batches < count; batches++) {
            for (int event = 0; event < TrialFacts.EVENTS; event++) {
                long us = TrialFacts.stageUs(batches, event);
                add("audit_event", TrialFacts.SOURCE, month(us / 1_000_000), 1, us / 1_000_000 % P * (us % P));
            }
        }
    }

    /** Compares an open ledger with what was acknowledged; each finding is one line. */
    List<String> check(Ledger ledger, long[] acknowledgedTicks, long acknowledgedBatches, int inFlight) {
        List<String> wrong = new ArrayList<>();
        for (int cluster = 1; cluster <= clusters; cluster++) {
            long there = ledger.lastState(TrialFacts.cluster(cluster))
                    .map(state -> TrialFacts.index(state.lastTickS()) + 1)
                    .orElse(0L);
            bound(wrong, "ticks of cluster " + cluster, acknowledgedTicks[cluster], there, inFlight);
            advanceTicks(cluster, there);
        }
        ledger.read(connection -> {
            long retired =
                    one(connection, "SELECT coalesce(sum(row_count), 0) FROM retired WHERE table_name = 'audit_event'");
            long events = retired + one(connection, "SELECT count(*) FROM audit_event");
            long there = events / TrialFacts.EVENTS;
            bound(wrong, "audit batches", acknowledgedBatches, there, 1);
            if (events % TrialFacts.EVENTS != 0) {
                wrong.add(events + " audit events are no whole batches");
            }
            advanceBatches(Math.max(there, acknowledgedBatches));
            compare(wrong, connection);
            return "";
        });
        return wrong;
    }

    private static void bound(List<String> wrong, String what, long acknowledged, long there, int inFlight) {
        if (there < acknowledged || there > acknowledged + inFlight) {
            wrong.add(what + ": " + acknowledged + " acknowledged, " + there + " there");
        }
    }

    private static long one(Connection connection, String sql) throws SQLException {
        return Sql.firstLong(connection, sql);
    }

    private void compare(List<String> wrong, Connection connection) throws SQLException {
        Map<String, long[]> found = found(connection);
        Map<String, Long> retired = retired(connection);
        for (int cluster = 1; cluster <= clusters; cluster++) {
            if (ticks[cluster] > 0) {
                // Tails stand in the view usage but are final nowhere yet.
                for (UsageRow row : TrialFacts.tail(cluster, ticks[cluster] - 1)) {
                    addUsage(TrialFacts.cluster(cluster), row, 1);
                }
            }
        }
        TreeSet<String> keys = new TreeSet<>(found.keySet());
        keys.addAll(expected.keySet());
        for (String key : keys) {
            long[] is = found.getOrDefault(key, new long[1 + SUMS]);
            long[] should = expected.getOrDefault(key, new long[1 + SUMS]).clone();
            Long gone = retired.get(key);
            if (key.startsWith("usage_hour")) {
                // A span may have several rows for one hour; only sums count.
                should[0] = is[0];
            }
            if (gone != null) {
                should = gone == should[0] ? new long[1 + SUMS] : should;
            }
            if (!Arrays.equals(is, should)) {
                wrong.add(key + ": " + Arrays.toString(is) + " instead of " + Arrays.toString(should)
                        + (gone == null ? "" : ", retired " + gone));
            }
        }
        for (int cluster = 1; cluster <= clusters; cluster++) {
            if (ticks[cluster] > 0) {
                for (UsageRow row : TrialFacts.tail(cluster, ticks[cluster] - 1)) {
                    addUsage(TrialFacts.cluster(cluster), row, -1);
                }
            }
        }
    }

    private static Map<String, long[]> found(Connection connection) throws SQLException {
        Map<String, long[]> found = new HashMap<>();
        String key = "sum((span_id %% %d) * (%s %% %d))";
        String cluster = "'c' || (span_id // 10000000)";
        sums(
                connection,
                found,
                "usage",
                cluster,
                "from_s",
                key.formatted(P, "from_s", P) + ", sum(cpu_core_ms), sum(memory_kib), sum(to_s - from_s)");
        sums(
                connection,
                found,
                "usage_hour",
                cluster,
                "hour_s",
                "0, sum(cpu_core_ms), sum(memory_kib_s), sum(seconds)");
        sums(connection, found, "tick", "cluster", "at_s", "sum(at_s), sum(nodes), sum(answered), 0");
        sums(connection, found, "node_tick", "cluster", "at_s", "sum(at_s), sum(pods), 0, 0");
        sums(
                connection,
                found,
                "unseen_usage",
                "cluster",
                "from_s",
                "sum((from_s %% %d) * (to_s %% %d)), sum(cpu_core_ms), 0, 0".formatted(P, P));
        sums(connection, found, "pod_span", "cluster", "to_s", key.formatted(P, "from_s", P) + ", 0, 0, 0");
        sums(
                connection,
                found,
                "audit_event",
                "source",
                "stage_us // 1000000",
                "sum((stage_us // 1000000 %% %d) * (stage_us %% %d)), 0, 0, 0".formatted(P, P));
        return found;
    }

    private static void sums(
            Connection connection, Map<String, long[]> into, String table, String partition, String time, String sums)
            throws SQLException {
        String sql = "SELECT " + partition + ", coalesce(" + MONTH.formatted("(" + time + ")")
                + ", 'open') AS month, count(*), " + sums + " FROM " + table + " GROUP BY ALL";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                long[] found = new long[1 + SUMS];
                for (int index = 0; index <= SUMS; index++) {
                    found[index] = rows.getLong(3 + index);
                }
                into.put(table + "|" + rows.getString(1) + "|" + rows.getString(2), found);
            }
        }
    }

    private static Map<String, Long> retired(Connection connection) throws SQLException {
        Map<String, Long> retired = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name, partition, " + MONTH.formatted("from_s")
                        + ", sum(row_count) FROM retired GROUP BY ALL")) {
            while (rows.next()) {
                retired.put(rows.getString(1) + "|" + rows.getString(2) + "|" + rows.getString(3), rows.getLong(4));
            }
        }
        return retired;
    }
}
