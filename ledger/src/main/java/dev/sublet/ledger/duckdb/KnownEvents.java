package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.duckdb.DuckDBConnection;

/**
 * Which of a source's events are stored already, hot or sealed. An event that is sent again carries the same stage time,
 * so only stored events of the batches' stretch of time are compared: DuckDB keeps the smallest and largest stage time of
 * each block of rows, and events arrive nearly in the order of their time, so a lookup reads the newest blocks only, however
 * long the table is. A stretch that holds too many events, such as one with a clock gone wrong, is asked for batch by
 * batch, and then by the exact microseconds, which costs five times as much. Writer thread only.
 */
final class KnownEvents {
    /** Stored events that are compared at most before the lookup is narrowed. */
    private static final int STRETCH_ROWS_MAX = 20_000;
    /** Bounds the text of one narrow lookup. */
    private static final int LOOKUP_SIZE = 1_000;

    record Key(String auditId, String stage) {}

    private final DuckDBConnection connection;
    private final AuditFiles sealed;
    private final String source;
    private final Set<Key> keys = new HashSet<>();

    private KnownEvents(DuckDBConnection connection, AuditFiles sealed, String source) {
        this.connection = connection;
        this.sealed = sealed;
        this.source = source;
    }

    /** The keys of stored events that the batches may hold again; batches of other sources are passed over. */
    static Set<Key> of(DuckDBConnection connection, AuditFiles sealed, String source, List<AuditBatch> batches)
            throws SQLException {
        KnownEvents known = new KnownEvents(connection, sealed, source);
        List<List<AuditEvent>> own = new ArrayList<>();
        List<AuditEvent> all = new ArrayList<>();
        for (AuditBatch batch : batches) {
            if (batch.source().equals(source) && !batch.events().isEmpty()) {
                own.add(batch.events());
                all.addAll(batch.events());
            }
        }
        if (!all.isEmpty() && known.tooMany(all)) {
            for (List<AuditEvent> events : own) {
                known.find(events);
            }
        }
        return known.keys;
    }

    private void find(List<AuditEvent> events) throws SQLException {
        if (!tooMany(events)) {
            return;
        }
        for (int from = 0; from < events.size(); from += LOOKUP_SIZE) {
            List<AuditEvent> part = events.subList(from, Math.min(events.size(), from + LOOKUP_SIZE));
            for (String table : tables(events)) {
                look(table, "IN " + times(part));
            }
        }
    }

    /** Takes in what is stored in the events' stretch of time, and says whether it stopped before the end. */
    private boolean tooMany(List<AuditEvent> events) throws SQLException {
        boolean tooMany = false;
        String stretch = "BETWEEN " + firstUs(events) + " AND " + lastUs(events) + " LIMIT " + (STRETCH_ROWS_MAX + 1);
        for (String table : tables(events)) {
            tooMany |= look(table, stretch) > STRETCH_ROWS_MAX;
        }
        return tooMany;
    }

    private List<String> tables(List<AuditEvent> events) throws SQLException {
        Optional<String> old = sealed.events(source, firstUs(events), lastUs(events));
        return old.isPresent()
                ? List.of("hot.main.audit_event", "(" + old.get() + ")")
                : List.of("hot.main.audit_event");
    }

    private int look(String table, String times) throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT audit_id, stage FROM " + table + " WHERE source = "
                        + Sql.literal(source) + " AND stage_us " + times)) {
            while (rows.next()) {
                keys.add(new Key(rows.getString(1), rows.getString(2)));
                count++;
            }
        }
        return count;
    }

    private static long firstUs(List<AuditEvent> events) {
        return events.stream().mapToLong(AuditEvent::stageUs).min().orElseThrow();
    }

    private static long lastUs(List<AuditEvent> events) {
        return events.stream().mapToLong(AuditEvent::stageUs).max().orElseThrow();
    }

    private static String times(List<AuditEvent> events) {
        StringJoiner times = new StringJoiner(",", "(", ")");
        for (long time : new HashSet<>(events.stream().map(AuditEvent::stageUs).toList())) {
            times.add(Long.toString(time));
        }
        return times.toString();
    }
}
