package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.audit.SetAsideEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.duckdb.DuckDBConnection;

/**
 * Writes the events of one webhook call once each, however often an API server sends them. An event that is sent again
 * carries the same stage time, so only stored events of the batch's stretch of time are compared: DuckDB keeps the
 * smallest and largest stage time of each block of rows, and events arrive nearly in the order of their time, so a batch
 * looks at the newest blocks only, however long the table is (about 1 ms for 400 events). A batch whose stretch holds
 * too many events, such as one with a clock gone wrong, asks for the exact microseconds instead, which costs five times as
 * much. Events that are sealed by now are looked up in the files of that time, so it holds for ever, also across restarts; a set of recent keys in memory would forget, and a unique index would
 * grow with the table and slow each append.
 */
final class AuditCommit implements Job<AuditReceipt> {
    /** Stored events that are compared at most before the lookup is narrowed. */
    private static final int STRETCH_ROWS_MAX = 20_000;
    /** Bounds the text of one narrow lookup. */
    private static final int LOOKUP_SIZE = 1_000;

    private record Key(String auditId, String stage) {}

    private final AuditBatch batch;
    private final AuditFiles sealed;

    AuditCommit(AuditBatch batch, AuditFiles sealed) {
        this.batch = batch;
        this.sealed = sealed;
    }

    @Override
    public AuditReceipt on(DuckDBConnection connection) throws SQLException {
        Map<Key, AuditEvent> fresh = new LinkedHashMap<>();
        for (AuditEvent event : batch.events()) {
            fresh.putIfAbsent(new Key(event.auditId(), event.stage()), event);
        }
        fresh.keySet().removeAll(stored(connection, List.copyOf(fresh.values())));
        append(connection, batch.source(), fresh.values());
        appendSetAside(connection);
        return new AuditReceipt(
                fresh.size(),
                batch.events().size() - fresh.size(),
                batch.setAside().size());
    }

    private Set<Key> stored(DuckDBConnection connection, List<AuditEvent> events) throws SQLException {
        Set<Key> keys = new HashSet<>();
        if (events.isEmpty()) {
            return keys;
        }
        long firstUs = events.stream().mapToLong(AuditEvent::stageUs).min().orElseThrow();
        long lastUs = events.stream().mapToLong(AuditEvent::stageUs).max().orElseThrow();
        lookUp(connection, "hot.main.audit_event", firstUs, lastUs, events, keys);
        Optional<String> old = sealed.events(batch.source(), firstUs, lastUs);
        if (old.isPresent()) {
            lookUp(connection, "(" + old.get() + ")", firstUs, lastUs, events, keys);
        }
        return keys;
    }

    private void lookUp(
            DuckDBConnection connection, String from, long firstUs, long lastUs, List<AuditEvent> events, Set<Key> keys)
            throws SQLException {
        int rows = lookUp(
                connection, from, "BETWEEN " + firstUs + " AND " + lastUs + " LIMIT " + (STRETCH_ROWS_MAX + 1), keys);
        if (rows > STRETCH_ROWS_MAX) {
            for (int first = 0; first < events.size(); first += LOOKUP_SIZE) {
                List<AuditEvent> part = events.subList(first, Math.min(events.size(), first + LOOKUP_SIZE));
                lookUp(connection, from, "IN " + times(part), keys);
            }
        }
    }

    private static String times(List<AuditEvent> events) {
        StringJoiner times = new StringJoiner(",", "(", ")");
        for (long time : new HashSet<>(events.stream().map(AuditEvent::stageUs).toList())) {
            times.add(Long.toString(time));
        }
        return times.toString();
    }

    private int lookUp(DuckDBConnection connection, String from, String times, Set<Key> found) throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT audit_id, stage FROM " + from + " WHERE source = "
                        + Sql.literal(batch.source()) + " AND stage_us " + times)) {
            while (rows.next()) {
                found.add(new Key(rows.getString(1), rows.getString(2)));
                count++;
            }
        }
        return count;
    }

    private static void append(DuckDBConnection connection, String source, Iterable<AuditEvent> events)
            throws SQLException {
        try (Rows rows = new Rows(connection, "audit_event")) {
            for (AuditEvent event : events) {
                rows.begin().add(source).add(event.auditId()).add(event.stage());
                rows.add(event.vcluster()).add(event.vclusterNamespace());
                rows.add(event.receivedUs()).add(event.stageUs());
                rows.add(event.level()).add(event.verb()).add(event.person()).add(event.username());
                rows.add(event.apiGroup()).add(event.resource()).add(event.subresource());
                rows.add(event.namespace()).add(event.name()).add(event.code());
                rows.add(event.requestUri()).add(event.sourceIps()).add(event.userAgent());
                rows.add(event.detail()).end();
            }
        }
    }

    private void appendSetAside(DuckDBConnection connection) throws SQLException {
        List<SetAsideEvent> setAside = new ArrayList<>(batch.setAside());
        if (setAside.isEmpty()) {
            return;
        }
        try (Rows rows = new Rows(connection, "audit_set_aside")) {
            for (SetAsideEvent event : setAside) {
                rows.begin().add(event.source()).add(event.receivedUs());
                rows.add(event.reason()).add(event.body()).end();
            }
        }
    }
}
