package dev.sublet.collector.audit;

import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.audit.SetAsideEvent;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.TickBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A ledger in memory that keeps audit events only, each once. */
final class AuditShelf implements LedgerWriter {
    final List<AuditEvent> events = new ArrayList<>();
    final List<SetAsideEvent> setAside = new ArrayList<>();
    private final Set<List<String>> keys = new HashSet<>();

    @Override
    public AuditReceipt commit(AuditBatch batch) {
        int stored = 0;
        for (AuditEvent event : batch.events()) {
            if (keys.add(List.of(event.source(), event.auditId(), event.stage()))) {
                events.add(event);
                stored++;
            }
        }
        int known = batch.events().size() - stored;
        setAside.addAll(batch.setAside());
        return new AuditReceipt(stored, known, batch.setAside().size());
    }

    @Override
    public long nextSpanId() {
        throw new UnsupportedOperationException("keeps audit events only");
    }

    @Override
    public Optional<MeterState> lastState(String cluster) {
        throw new UnsupportedOperationException("keeps audit events only");
    }

    @Override
    public void commit(List<TickBatch> ticks) {
        throw new UnsupportedOperationException("keeps audit events only");
    }

    @Override
    public <T> T write(Work<T> work) {
        throw new UnsupportedOperationException("keeps audit events only");
    }
}
