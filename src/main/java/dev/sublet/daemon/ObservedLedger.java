package dev.sublet.daemon;

import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.TickBatch;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A ledger that tells of each tick and each batch of audit events once it is durable. */
public final class ObservedLedger implements LedgerWriter {
    private final LedgerWriter ledger;
    private final Consumer<TickBatch> committed;
    private final BiConsumer<AuditBatch, AuditReceipt> received;

    public ObservedLedger(
            LedgerWriter ledger, Consumer<TickBatch> committed, BiConsumer<AuditBatch, AuditReceipt> received) {
        this.ledger = ledger;
        this.committed = committed;
        this.received = received;
    }

    @Override
    public long nextSpanId() {
        return ledger.nextSpanId();
    }

    @Override
    public Optional<MeterState> lastState(String cluster) {
        return ledger.lastState(cluster);
    }

    @Override
    public void commit(List<TickBatch> ticks) {
        ledger.commit(ticks);
        ticks.forEach(committed);
    }

    @Override
    public AuditReceipt commit(AuditBatch batch) {
        AuditReceipt receipt = ledger.commit(batch);
        received.accept(batch, receipt);
        return receipt;
    }

    @Override
    public <T> T write(Work<T> work) {
        return ledger.write(work);
    }
}
