package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.NodeTick;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts to seal in tests, and what a ledger says that sealing must not change. */
final class Seals {
    static final long START_S = Instant.parse("2026-10-07T04:00:00Z").getEpochSecond();
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-24T10:00:00Z"), ZoneOffset.UTC);

    /** For each table how many rows readers see, and a digest of them. */
    record Content(Map<String, String> tables) {}

    private Seals() {}

    static Content content(Ledger ledger) {
        Map<String, String> tables = new TreeMap<>();
        for (SealedTable table : SealedTable.values()) {
            String name = table.tableName();
            String order = " ORDER BY ALL";
            String sql = table == SealedTable.USAGE_HOUR
                    ? "SELECT span_id, hour_s, sum(COLUMNS(* EXCLUDE (span_id, hour_s))) FROM usage_hour GROUP BY ALL"
                    : "SELECT * FROM " + name;
            tables.put(name, ledger.read(connection -> digest(rows(connection, sql + order))));
        }
        return new Content(tables);
    }

    static String digest(List<String> rows) {
        return rows.size() + " rows " + Integer.toHexString(rows.hashCode());
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.append(rows.getObject(column)).append('|');
                }
                found.add(row.toString());
            }
        }
        return found;
    }

    /** Rows in the hot store alone. */
    static long hot(Ledger ledger, String from) {
        return ledger.<Long>read(connection -> Sql.firstLong(connection, "SELECT count(*) FROM hot.main." + from));
    }

    /** Commits a tick each ten minutes; pods have span IDs from {@code 100 × cluster's last digit}. */
    static void hours(Ledger ledger, String cluster, long fromS, int hours, int pods) {
        List<TickBatch> ticks = new ArrayList<>();
        for (long atS = fromS; atS <= fromS + hours * 3_600L; atS += 600) {
            ticks.add(tick(cluster, atS, pods, atS == fromS ? null : atS - 600));
        }
        ledger.commit(ticks);
    }

    /** A tick with nothing in it, so that earlier hours are over. */
    static void later(Ledger ledger, String cluster, long atS) {
        ledger.commit(List.of(new TickBatch(
                cluster,
                "name of " + cluster,
                atS,
                600,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                StateBytes.ofText("state at " + atS))));
    }

    /** A usage row of a time that was metered long ago, as a bridge over a gap is. */
    static void late(Ledger ledger, String cluster, long fromS) {
        ledger.write(connection -> {
            UsageRow row = row(spanId(cluster, 0), fromS, fromS + 1);
            Sql.execute(
                    connection,
                    "INSERT INTO usage_final VALUES (" + row.spanId() + ", " + fromS + ", " + row.toS()
                            + ", 'bridged', 50, 1024, 0, 16384, 0, 250, 262144, 0)");
            return 0;
        });
    }

    static long spanId(String cluster, int pod) {
        return 100L * (cluster.charAt(cluster.length() - 1) - '0') + pod;
    }

    static TickBatch tick(String cluster, long atS, int pods, @Nullable Long beforeS) {
        List<PodSpan> spans = new ArrayList<>();
        List<UsageRow> usage = new ArrayList<>();
        List<UsageRow> tail = new ArrayList<>();
        for (int pod = 0; pod < pods; pod++) {
            long spanId = spanId(cluster, pod);
            if (beforeS == null) {
                spans.add(Samples.podSpan(cluster, spanId, atS, null));
            } else {
                usage.add(row(spanId, beforeS, atS));
            }
            tail.add(row(spanId, atS, atS + 1));
        }
        List<UnseenUsage> unseen =
                beforeS == null ? List.of() : List.of(new UnseenUsage(cluster, "n1", "node-1", beforeS, atS, 7));
        return new TickBatch(
                cluster,
                "name of " + cluster,
                atS,
                600,
                List.of(new NodeTick("n1", "node-1", true, pods, null), new NodeTick("n2", "node-2", false, 0, "no")),
                List.of(),
                spans,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                usage,
                tail,
                unseen,
                StateBytes.ofText("state at " + atS));
    }

    /** A row whose numbers depend on its span and time, in whole quanta. */
    static UsageRow row(long spanId, long fromS, long toS) {
        long seed = spanId * 31 + fromS / 60 * 7;
        Coverage coverage = List.of(Coverage.values()).get((int) (seed % 4));
        return new UsageRow(
                spanId,
                fromS,
                toS,
                coverage,
                seed % 97 * 50,
                seed % 61 * 1_024,
                seed % 13 * 16_384,
                seed % 7 * 16_384,
                seed % 5 * 1_024,
                250,
                262_144,
                seed % 2);
    }
}
