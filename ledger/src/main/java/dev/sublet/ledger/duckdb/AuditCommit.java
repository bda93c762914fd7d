package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.audit.SetAsideEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.duckdb.DuckDBConnection;

/**
 * Writes the events of webhook calls once each, however often an API server sends them. An event that is sent again
 * carries the same stage time, so only stored events of the batch's stretch of time are compared: DuckDB keeps the
 * smallest and largest stage time of each block of rows, and events arrive nearly in the order of their time, so a batch
 * looks at the newest blocks only, however long the table is (about 1 ms for 400 events). A batch whose stretch holds
 * too many events, such as one with a clock gone wrong, asks for the exact microseconds instead, which costs five times as
 * much. That holds for ever, also across restarts; a set of recent keys in memory would forget, and a unique index would
 * grow with the table and slow each append.
 */
final class AuditCommit implements GroupedJob<AuditReceipt> {
    /** Stored events that are compared at most before the lookup is narrowed. */
    private static final int STRETCH_ROWS_MAX = 20_000;
    /** Bounds the text of one narrow lookup. */
    private static final int LOOKUP_SIZE = 1_000;

    private record Key(String auditId, String stage) {}

    private final AuditBatch batch;

    AuditCommit(AuditBatch batch) {
        this.batch = batch;
    }

    @Override
    public Job<List<AuditReceipt>> together(List<GroupedJob<AuditReceipt>> jobs) {
        List<AuditBatch> batches = new ArrayList<>();
        for (GroupedJob<AuditReceipt> job : jobs) {
            if (job instanceof AuditCommit one) {
                batches.add(one.batch);
            }
        }
        return connection -> write(connection, batches);
    }

    @Override
    public AuditReceipt on(DuckDBConnection connection) throws SQLException {
        return write(connection, List.of(batch)).get(0);
    }

    /** Of an event that several batches hold the first one counts. */
    private static List<AuditReceipt> write(DuckDBConnection connection, List<AuditBatch> batches) throws SQLException {
        Map<String, Set<Key>> known = new HashMap<>();
        for (String source :
                new LinkedHashSet<>(batches.stream().map(AuditBatch::source).toList())) {
            known.put(source, stored(connection, source, batches));
        }
        List<AuditReceipt> receipts = new ArrayList<>();
        try (Rows rows = new Rows(connection, "audit_event")) {
            for (AuditBatch batch : batches) {
                Set<Key> keys = known.getOrDefault(batch.source(), new HashSet<>());
                int fresh = 0;
                for (AuditEvent event : batch.events()) {
                    if (keys.add(new Key(event.auditId(), event.stage()))) {
                        append(rows, batch.source(), event);
                        fresh++;
                    }
                }
                int duplicates = batch.events().size() - fresh;
                receipts.add(
                        new AuditReceipt(fresh, duplicates, batch.setAside().size()));
            }
        }
        appendSetAside(connection, batches);
        return receipts;
    }

    /** One question for all batches of a source; when their time holds too many events, one for each. */
    private static Set<Key> stored(DuckDBConnection connection, String source, List<AuditBatch> batches)
            throws SQLException {
        List<AuditBatch> own =
                batches.stream().filter(batch -> batch.source().equals(source)).toList();
        List<AuditEvent> events =
                own.stream().flatMap(batch -> batch.events().stream()).toList();
        Set<Key> keys = new HashSet<>();
        if (!events.isEmpty() && lookUpStretch(connection, source, events, keys) > STRETCH_ROWS_MAX) {
            for (AuditBatch batch : own) {
                storedAlike(connection, source, batch.events(), keys);
            }
        }
        return keys;
    }

    private static void storedAlike(DuckDBConnection connection, String source, List<AuditEvent> events, Set<Key> keys)
            throws SQLException {
        if (!events.isEmpty() && lookUpStretch(connection, source, events, keys) > STRETCH_ROWS_MAX) {
            for (int from = 0; from < events.size(); from += LOOKUP_SIZE) {
                List<AuditEvent> part = events.subList(from, Math.min(events.size(), from + LOOKUP_SIZE));
                lookUp(connection, source, "IN " + times(part), keys);
            }
        }
    }

    private static int lookUpStretch(DuckDBConnection connection, String source, List<AuditEvent> events, Set<Key> keys)
            throws SQLException {
        long firstUs = events.stream().mapToLong(AuditEvent::stageUs).min().orElseThrow();
        long lastUs = events.stream().mapToLong(AuditEvent::stageUs).max().orElseThrow();
        return lookUp(
                connection, source, "BETWEEN " + firstUs + " AND " + lastUs + " LIMIT " + (STRETCH_ROWS_MAX + 1), keys);
    }

    private static String times(List<AuditEvent> events) {
        StringJoiner times = new StringJoiner(",", "(", ")");
        for (long time : new HashSet<>(events.stream().map(AuditEvent::stageUs).toList())) {
            times.add(Long.toString(time));
        }
        return times.toString();
    }

    private static int lookUp(DuckDBConnection connection, String source, String times, Set<Key> found)
            throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT audit_id, stage FROM audit_event WHERE source = "
                        + Sql.literal(source) + " AND stage_us " + times)) {
            while (rows.next()) {
                found.add(new Key(rows.getString(1), rows.getString(2)));
                count++;
            }
        }
        return count;
    }

    private static void append(Rows rows, String source, AuditEvent event) throws SQLException {
        rows.begin().add(source).add(event.auditId()).add(event.stage());
        rows.add(event.vcluster()).add(event.vclusterNamespace());
        rows.add(event.receivedUs()).add(event.stageUs());
        rows.add(event.level()).add(event.verb()).add(event.person()).add(event.username());
        rows.add(event.apiGroup()).add(event.resource()).add(event.subresource());
        rows.add(event.namespace()).add(event.name()).add(event.code());
        rows.add(event.requestUri()).add(event.sourceIps()).add(event.userAgent());
        rows.add(event.detail()).end();
    }

    private static void appendSetAside(DuckDBConnection connection, List<AuditBatch> batches) throws SQLException {
        if (batches.stream().allMatch(batch -> batch.setAside().isEmpty())) {
            return;
        }
        try (Rows rows = new Rows(connection, "audit_set_aside")) {
            for (AuditBatch batch : batches) {
                for (SetAsideEvent event : batch.setAside()) {
                    rows.begin().add(event.source()).add(event.receivedUs());
                    rows.add(event.reason()).add(event.body()).end();
                }
            }
        }
    }
}
