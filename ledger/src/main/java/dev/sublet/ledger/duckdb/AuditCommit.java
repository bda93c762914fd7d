package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.audit.SetAsideEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * Writes the events of webhook calls once each, however often an API server sends them: what is stored already, hot or
 * sealed, is asked of the store each time. That holds for ever, also across restarts; a set of recent keys in memory would
 * forget, and a unique index would grow with the table and slow each append.
 */
final class AuditCommit implements GroupedJob<AuditReceipt> {
    private final AuditBatch batch;
    private final AuditFiles sealed;

    AuditCommit(AuditBatch batch, AuditFiles sealed) {
        this.batch = batch;
        this.sealed = sealed;
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
    private List<AuditReceipt> write(DuckDBConnection connection, List<AuditBatch> batches) throws SQLException {
        Map<String, Set<KnownEvents.Key>> known = new HashMap<>();
        for (String source :
                new LinkedHashSet<>(batches.stream().map(AuditBatch::source).toList())) {
            known.put(source, known(connection, source, batches));
        }
        List<AuditReceipt> receipts = new ArrayList<>();
        try (Rows rows = new Rows(connection, "audit_event")) {
            for (AuditBatch batch : batches) {
                Set<KnownEvents.Key> keys = known.getOrDefault(batch.source(), new HashSet<>());
                int fresh = 0;
                for (AuditEvent event : batch.events()) {
                    if (keys.add(new KnownEvents.Key(event.auditId(), event.stage()))) {
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

    /** A failed look ends the transaction; without the damaged file the next try gets by. */
    private Set<KnownEvents.Key> known(DuckDBConnection connection, String source, List<AuditBatch> batches)
            throws SQLException {
        try {
            return KnownEvents.of(connection, sealed, source, batches);
        } catch (SQLException e) {
            if (!Sql.isFatal(e) && sealed.dropDamaged()) {
                throw new AuditFiles.LeftOut(
                        "a sealed file of audit events is damaged (" + Sql.message(e) + "); run `sublet verify`", e);
            }
            throw e;
        }
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
