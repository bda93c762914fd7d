package dev.sublet.daemon;

import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.TickBatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A ledger that tells of each tick once it is durable. */
public final class ObservedLedger implements LedgerWriter {
    private final LedgerWriter ledger;
    private final Consumer<TickBatch> committed;

    public ObservedLedger(LedgerWriter ledger, Consumer<TickBatch> committed) {
        this.ledger = ledger;
        this.committed = committed;
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
        return ledger.commit(batch);
    }

    @Override
    public <T> T write(Work<T> work) {
        return ledger.write(work);
    }
}
