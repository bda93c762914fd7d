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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    private static final String USAGE = "usage_final";

    private final StringBuilder pending = new StringBuilder();
    /** Rows by table that came behind what is pending. */
    private final Map<String, List<List<@Nullable String>>> rows = new TreeMap<>();

    private List<SealedCheck> sealedChecks = List.of();
    private long lastSpanId;

    /** Works in one thread: a second one costs a tenth more and finds nothing to do among so few rows. */
    public HandLedger() {
        this("SET threads = 1");
    }

    private HandLedger(String setting) {
        try (InputStream schema = LedgerReader.class.getResourceAsStream(SCHEMA)) {
            if (schema == null) {
                throw new IllegalStateException("no " + SCHEMA);
            }
            connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            execute(setting);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Works in two threads, as ledgers in files do: no result may depend on the order in which rows come. */
    public static HandLedger ofTwoThreads() {
        return new HandLedger("SET threads = 2");
    }

    /** Runs statements as they are, behind what else was put in, before the next read or write. */
    public HandLedger sql(String sql) {
        if (!rows.isEmpty()) {
            flush();
        }
        pending.append(sql).append(";\n");
        return this;
    }

    private long row(String table, @Nullable Object... values) {
        rows.computeIfAbsent(table, none -> new ArrayList<>())
                .add(Arrays.stream(values)
                        .map(value -> value == null ? null : value.toString())
                        .collect(Collectors.toList()));
        return lastSpanId;
    }

    /** One by one, thousands of rows would take seconds. */
    private void flush() {
        if (!pending.isEmpty()) {
            String script = "BEGIN TRANSACTION;\n" + pending + "COMMIT";
            pending.setLength(0);
            execute(script);
        }
        // Usage asks its span for the requests.
        List<List<@Nullable String>> usage = rows.remove(USAGE);
        rows.forEach((table, values) -> insert("INSERT INTO " + table + " SELECT ", values, ""));
        rows.clear();
        if (usage != null) {
            insert(
                    "INSERT INTO usage_final SELECT u.*, s.cpu_request_millicores, s.memory_request_kib, s.gpu_request FROM (SELECT ",
                    usage,
                    ") u JOIN pod_span s ON s.span_id = u.c1::BIGINT");
        }
    }

    /** Each column is one parameter, so that no row is parsed. */
    private void insert(String before, List<List<@Nullable String>> values, String behind) {
        int columns = values.get(0).size();
        String lists = IntStream.rangeClosed(1, columns)
                .mapToObj(column -> "unnest(?::VARCHAR[]) AS c" + column)
                .collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement(before + lists + behind)) {
            for (int i = 0; i < columns; i++) {
                int column = i;
                statement.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "VARCHAR",
                                values.stream().map(row -> row.get(column)).toArray()));
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(before, e);
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
        row("cluster", cluster, cluster + "-name", firstTickS, lastTickS, 60);
        return this;
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
        return row(
                "node_span",
                id,
                cluster,
                "uid-" + node,
                node,
                fromS,
                toS,
                millicores,
                allocatableMillicores,
                memoryKib,
                allocatableKib,
                gpus,
                instanceType,
                null,
                null,
                null,
                spot,
                null);
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
        return row(
                "pod_span",
                id,
                cluster,
                "uid-" + pod,
                namespace,
                pod,
                "uid-" + node,
                node,
                fromS,
                toS,
                podClass,
                vclusterUid,
                vclusterUid == null ? null : vclusterUid.replace("uid-", ""),
                vclusterUid == null ? null : namespace,
                null,
                null,
                null,
                null,
                millicores,
                memoryKib,
                gpus,
                "Burstable",
                null);
    }

    /** A measured usage row; requests are those of the span. */
    public HandLedger usage(long spanId, long fromS, long toS, long cpuCoreMs, long memoryKib) {
        return usage(spanId, fromS, toS, "measured", cpuCoreMs, memoryKib);
    }

    /** Likewise, of any coverage; network bytes are made from the CPU's number, so that they differ. */
    public HandLedger usage(long spanId, long fromS, long toS, String coverage, long cpuCoreMs, long memoryKib) {
        row(USAGE, spanId, fromS, toS, coverage, cpuCoreMs, memoryKib, cpuCoreMs * 7, cpuCoreMs / 3, 5);
        return this;
    }

    public HandLedger unseen(String cluster, String node, long fromS, long toS, long cpuCoreMs) {
        row("unseen_usage", cluster, "uid-" + node, node, fromS, toS, cpuCoreMs);
        return this;
    }

    public HandLedger owner(
            String cluster,
            String subjectKind,
            String subject,
            String costCenter,
            long shareMillionths,
            long fromS,
            @Nullable Long toS) {
        row(
                "owner_span",
                nextSpanId(),
                cluster,
                subjectKind,
                subject,
                costCenter,
                null,
                shareMillionths,
                "registry",
                fromS,
                toS,
                fromS);
        return this;
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
        row(
                "volume_span",
                nextSpanId(),
                cluster,
                "uid-" + volume,
                volume,
                fromS,
                toS,
                storageClass,
                capacityKib,
                "Bound",
                claimNamespace,
                null,
                podClass,
                vclusterUid,
                vclusterUid == null ? null : vclusterUid.replace("uid-", ""),
                vclusterUid == null ? null : claimNamespace,
                null,
                null);
        return this;
    }

    public HandLedger loadBalancer(
            String cluster,
            String service,
            String namespace,
            long fromS,
            @Nullable Long toS,
            String podClass,
            @Nullable String vclusterUid) {
        row(
                "service_span",
                nextSpanId(),
                cluster,
                "uid-" + service,
                namespace,
                service,
                fromS,
                toS,
                podClass,
                vclusterUid,
                vclusterUid == null ? null : vclusterUid.replace("uid-", ""),
                vclusterUid == null ? null : namespace,
                null);
        return this;
    }

    /** Labels of all spans of what has this name: kind is pod, volume or service. */
    public HandLedger labels(String kind, String name, String labels) {
        return sql("UPDATE " + kind + "_span SET labels = " + text(labels) + " WHERE " + kind + " = " + text(name));
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
