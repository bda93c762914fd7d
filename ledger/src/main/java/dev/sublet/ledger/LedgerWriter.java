package dev.sublet.ledger;

import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.TickBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Adds facts to the ledger. Every method that returns normally has made its effect durable (synced to disk); one that
 * throws {@link LedgerException} has left nothing behind. Thread-safe: calls from any thread are done one after another
 * on the ledger's single writer thread.
 */
public interface LedgerWriter {
    /** A span ID that this ledger never gave before, also not before a restart. */
    long nextSpanId();

    /** Where the given cluster's metering stopped, or empty when this ledger never saw it. */
    Optional<MeterState> lastState(String cluster);

    /** Commits ticks in order, all in one transaction. A tick at or before the cluster's last one is refused. */
    void commit(List<TickBatch> ticks);

    /** Commits one webhook call; events already known by source, auditId and stage are dropped and counted. */
    AuditReceipt commit(AuditBatch batch);

    /** Runs work in one transaction on the writer thread, for what readers derive and keep, such as statements. */
    <T> T write(Work<T> work);

    /** Work on the ledger's connection. It must not keep, commit or close the connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
