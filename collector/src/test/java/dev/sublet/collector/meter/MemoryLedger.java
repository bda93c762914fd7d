package dev.sublet.collector.meter;

import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A ledger in memory that keeps what it is given and can be asked about it. */
final class MemoryLedger implements LedgerWriter {
    final Map<Long, PodSpan> spans = new TreeMap<>();
    final List<UsageRow> rows = new ArrayList<>();
    final List<UnseenUsage> unseen = new ArrayList<>();
    List<UsageRow> tail = List.of();
    private long spanIds;
    private @Nullable MeterState state;

    @Override
    public long nextSpanId() {
        return ++spanIds;
    }

    @Override
    public Optional<MeterState> lastState(String cluster) {
        return Optional.ofNullable(state);
    }

    @Override
    public void commit(List<TickBatch> ticks) {
        for (TickBatch tick : ticks) {
            tick.podSpans().forEach(span -> spans.put(span.spanId(), span));
            rows.addAll(tick.usage());
            unseen.addAll(tick.unseen());
            tail = tick.tail();
            long firstS = state == null ? tick.atS() : state.firstTickS();
            state = new MeterState(firstS, tick.atS(), Objects.requireNonNull(tick.state()), openPods());
        }
    }

    @Override
    public AuditReceipt commit(AuditBatch batch) {
        throw new IllegalStateException("no audit here");
    }

    @Override
    public <T> T write(Work<T> work) {
        throw new IllegalStateException("no connection here");
    }

    /** As if another process had left this. */
    void resume(MeterState left) {
        state = left;
    }

    private List<PodSpan> openPods() {
        return spans.values().stream().filter(span -> span.toS() == null).toList();
    }

    List<UsageRow> all() {
        List<UsageRow> all = new ArrayList<>(rows);
        all.addAll(tail);
        return all;
    }

    PodSpan span(UsageRow row) {
        return Objects.requireNonNull(spans.get(row.spanId()), "row of an unknown span " + row);
    }

    List<UsageRow> of(String pod) {
        return all().stream().filter(row -> span(row).pod().equals(pod)).toList();
    }

    long cpuCoreMs(String pod) {
        return of(pod).stream().mapToLong(UsageRow::cpuCoreMs).sum();
    }

    long cpuCoreMs(String pod, Coverage coverage) {
        return of(pod).stream()
                .filter(row -> row.coverage() == coverage)
                .mapToLong(UsageRow::cpuCoreMs)
                .sum();
    }

    long seconds(String pod, Coverage coverage) {
        return of(pod).stream()
                .filter(row -> row.coverage() == coverage)
                .mapToLong(row -> row.toS() - row.fromS())
                .sum();
    }

    /** Holes and overlaps, in words; empty when each second of each span is in exactly one row. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (PodSpan span : spans.values()) {
            long next = span.fromS();
            List<UsageRow> own = all().stream()
                    .filter(row -> row.spanId() == span.spanId())
                    .sorted(Comparator.comparing(UsageRow::fromS))
                    .toList();
            for (UsageRow row : own) {
                if (row.fromS() != next) {
                    faults.add(span.pod() + " should go on at " + next + " but has " + row);
                }
                next = row.toS();
            }
            long lastTickS = Objects.requireNonNull(state).lastTickS();
            long end = span.toS() == null ? lastTickS : span.toS();
            // What was measured may reach past the tick: a kubelet's clock can be ahead.
            if (next != end && !(span.toS() == null && next > end)) {
                faults.add(span.pod() + " ends at " + end + " but rows end at " + next);
            }
        }
        return faults;
    }
}
