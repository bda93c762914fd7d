package dev.sublet.reporter.support;

import dev.sublet.ledger.BooksCheck;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.seal.Rollup;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.TickBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's real tables in memory, filled by hand with rows that no collector would write, so that tests can say
 * exactly what was measured, and break it. Not thread-safe.
 */
public final class HandLedger implements LedgerReader, LedgerWriter, LedgerKeeper, AutoCloseable {
    private static final long YEAR_S = 366 * 86_400L;
    private static final String SCHEMA = "/dev/sublet/ledger/schema.sql";

    private final DuckDBConnection connection;
    private final StringBuilder pending = new StringBuilder();
    private List<SealedCheck> sealedChecks = List.of();
    private long lastSpanId;

    public HandLedger() {
        try (InputStream schema = LedgerReader.class.getResourceAsStream(SCHEMA)) {
            if (schema == null) {
                throw new IllegalStateException("no " + SCHEMA);
            }
            connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements as they are, together with what else was put in, before the next read or write. */
    public HandLedger sql(String sql) {
        pending.append(sql).append(";\n");
        return this;
    }

    /** One by one, thousands of rows would take seconds. */
    private void flush() {
        if (!pending.isEmpty()) {
            String script = "BEGIN TRANSACTION;\n" + pending + "COMMIT";
            pending.setLength(0);
            execute(script);
        }
    }

    /** Bills the hours of that zone, in the view {@code usage_hour} too. */
    public HandLedger billingZone(ZoneId zone) {
        return sql("INSERT INTO meta VALUES ('billing_zone', '" + zone + "');\nCREATE OR REPLACE VIEW usage_hour AS "
                + Rollup.select("usage", hourSql(zone)));
    }

    /**
     * From now on hours are read from stored rows, as many for a span's hour as there are parts of its usage rows. The usage rows
     * stay or go.
     */
    public HandLedger storeHours(ZoneId zone, int parts, boolean rowsStay) {
        String rollups = IntStream.range(0, parts)
                .mapToObj(part -> Rollup.select(
                        "(SELECT * FROM usage WHERE hash(from_s) % " + parts + " = " + part + ")", hourSql(zone)))
                .collect(Collectors.joining(" UNION ALL "));
        sql("CREATE TABLE stored_hour AS " + rollups);
        sql("CREATE OR REPLACE VIEW usage_hour AS SELECT * FROM stored_hour");
        return rowsStay ? this : sql("DELETE FROM usage_final; DELETE FROM tail");
    }

    private static String hourSql(ZoneId zone) {
        return new BillingHours(zone).startSql("from_s", Fixture.T0 - YEAR_S, Fixture.T0 + YEAR_S);
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public HandLedger cluster(String cluster, long firstTickS, long lastTickS) {
        return sql("INSERT INTO cluster VALUES ('" + cluster + "', '" + cluster + "-name', " + firstTickS + ", "
                + lastTickS + ", 60)");
    }

    /** A node with its allocatable equal to its capacity. */
    public long node(
            String cluster,
            String node,
            @Nullable String instanceType,
            long fromS,
            @Nullable Long toS,
            long millicores,
            long memoryKib,
            long gpus) {
        return node(cluster, node, instanceType, fromS, toS, millicores, millicores, memoryKib, memoryKib, gpus, false);
    }

    public long node(
            String cluster,
            String node,
            @Nullable String instanceType,
            long fromS,
            @Nullable Long toS,
            long millicores,
            long allocatableMillicores,
            long memoryKib,
            long allocatableKib,
            long gpus,
            boolean spot) {
        long id = nextSpanId();
        sql("INSERT INTO node_span VALUES (" + id + ", '" + cluster + "', 'uid-" + node + "', '" + node + "', " + fromS
                + ", " + toS + ", " + millicores + ", " + allocatableMillicores + ", " + memoryKib + ", "
                + allocatableKib + ", " + gpus + ", " + text(instanceType) + ", NULL, NULL, NULL, " + spot + ", NULL)");
        return id;
    }

    /** A pod; {@code vclusterUid} null for the host's. The vcluster's name is its UID without {@code uid-}. */
    public long pod(
            String cluster,
            String pod,
            String namespace,
            String node,
            long fromS,
            @Nullable Long toS,
            String podClass,
            @Nullable String vclusterUid,
            long millicores,
            long memoryKib,
            long gpus) {
        long id = nextSpanId();
        sql("INSERT INTO pod_span VALUES (" + id + ", '" + cluster + "', 'uid-" + pod + "', '" + namespace + "', '"
                + pod
                + "', 'uid-" + node + "', '" + node + "', " + fromS + ", " + toS + ", '" + podClass + "', "
                + vcluster(vclusterUid, namespace) + ", NULL, NULL, NULL, NULL, " + millicores + ", " + memoryKib + ", "
                + gpus + ", 'Burstable', NULL)");
        return id;
    }

    /** A measured usage row; requests are those of the span. */
    public HandLedger usage(long spanId, long fromS, long toS, long cpuCoreMs, long memoryKib) {
        return usage(spanId, fromS, toS, "measured", cpuCoreMs, memoryKib);
    }

    /** Likewise, of any coverage; network bytes are made from the CPU's number, so that they differ. */
    public HandLedger usage(long spanId, long fromS, long toS, String coverage, long cpuCoreMs, long memoryKib) {
        return sql(
                "INSERT INTO usage_final SELECT span_id, " + fromS + ", " + toS + ", '" + coverage + "', " + cpuCoreMs
                        + ", " + memoryKib + ", " + cpuCoreMs * 7 + ", " + cpuCoreMs / 3
                        + ", 5, cpu_request_millicores, memory_request_kib, gpu_request"
                        + " FROM pod_span WHERE span_id = " + spanId);
    }

    public HandLedger unseen(String cluster, String node, long fromS, long toS, long cpuCoreMs) {
        return sql("INSERT INTO unseen_usage VALUES ('" + cluster + "', 'uid-" + node + "', '" + node + "', " + fromS
                + ", " + toS + ", " + cpuCoreMs + ")");
    }

    public HandLedger owner(
            String cluster,
            String subjectKind,
            String subject,
            String costCenter,
            long shareMillionths,
            long fromS,
            @Nullable Long toS) {
        return sql("INSERT INTO owner_span VALUES (" + nextSpanId() + ", '" + cluster + "', '" + subjectKind + "', '"
                + subject + "', '" + costCenter + "', NULL, " + shareMillionths + ", 'registry', " + fromS + ", " + toS
                + ", " + fromS + ")");
    }

    public HandLedger volume(
            String cluster,
            String volume,
            String storageClass,
            long capacityKib,
            @Nullable String claimNamespace,
            long fromS,
            @Nullable Long toS,
            String podClass,
            @Nullable String vclusterUid) {
        return sql("INSERT INTO volume_span VALUES (" + nextSpanId() + ", '" + cluster + "', 'uid-" + volume + "', '"
                + volume + "', " + fromS + ", " + toS + ", '" + storageClass + "', " + capacityKib + ", 'Bound', "
                + text(claimNamespace) + ", NULL, '" + podClass + "', " + vcluster(vclusterUid, claimNamespace)
                + ", NULL, NULL)");
    }

    public HandLedger loadBalancer(
            String cluster,
            String service,
            String namespace,
            long fromS,
            @Nullable Long toS,
            String podClass,
            @Nullable String vclusterUid) {
        return sql("INSERT INTO service_span VALUES (" + nextSpanId() + ", '" + cluster + "', 'uid-" + service + "', '"
                + namespace + "', '" + service + "', " + fromS + ", " + toS + ", '" + podClass + "', "
                + vcluster(vclusterUid, namespace) + ", NULL)");
    }

    /** Labels of all spans of what has this name: kind is pod, volume or service. */
    public HandLedger labels(String kind, String name, String labels) {
        return sql("UPDATE " + kind + "_span SET labels = " + text(labels) + " WHERE " + kind + " = " + text(name));
    }

    private static String vcluster(@Nullable String uid, @Nullable String namespace) {
        return uid == null
                ? "NULL, NULL, NULL"
                : text(uid) + ", " + text(uid.replace("uid-", "")) + ", " + text(namespace);
    }

    private static String text(@Nullable String value) {
        return value == null ? "NULL" : "'" + value + "'";
    }

    @Override
    public <T> T read(Query<T> query) {
        flush();
        try (Connection reader = connection.duplicate()) {
            return query.on(reader);
        } catch (SQLException e) {
            throw new LedgerException("the query failed: " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        flush();
        execute("BEGIN TRANSACTION");
        try {
            T result = work.on(connection);
            execute("COMMIT");
            return result;
        } catch (SQLException e) {
            execute("ROLLBACK");
            throw new LedgerException("the work failed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            execute("ROLLBACK");
            throw e;
        }
    }

    /** What reading the sealed files again finds; there are none here. */
    public HandLedger sealedChecks(SealedCheck... checks) {
        sealedChecks = List.of(checks);
        return this;
    }

    @Override
    public Optional<UpkeepStep> upkeep(Due due) {
        return Optional.empty();
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public List<SealedCheck> checkSealed() {
        return sealedChecks;
    }

    @Override
    public BooksCheck checkBooks() {
        return new BooksCheck(0, 0, List.of());
    }

    @Override
    public long nextSpanId() {
        return ++lastSpanId;
    }

    @Override
    public Optional<MeterState> lastState(String cluster) {
        return Optional.empty();
    }

    @Override
    public void commit(List<TickBatch> ticks) {
        throw new UnsupportedOperationException("rows are put in by hand here");
    }

    @Override
    public AuditReceipt commit(AuditBatch batch) {
        throw new UnsupportedOperationException("rows are put in by hand here");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
