package dev.sublet.collector.meter;

import dev.sublet.collector.facts.EndedRun;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Meters one pod on one node: turns looks into usage rows that follow each other without hole or overlap from the pod's
 * first second to its last. Written to the ledger as it stands, field by field, so that a restart goes on from it.
 */
final class PodMeter {
    private static final long NANOS_PER_CORE_MS = 1_000_000;
    private static final long BYTES_PER_KIB = 1024;

    private PodRows covered = new PodRows();
    private CpuCounter cpu = CpuCounter.baseline();
    private boolean born;
    private @Nullable Long lastMemoryBytes;
    private @Nullable Long endS;
    private int looksSinceEnd;
    private long givenNanos;
    private @Nullable Long cpuLimitMillicores;
    private HiddenRuns hidden = new HiddenRuns();
    /** Given for hidden runs, as of when the pod's own counter showed {@code excessWhenGivenNanos} beyond containers. */
    private long hiddenNanos;

    private long excessWhenGivenNanos;
    /** What of it no row holds yet, and over how many seconds it belongs. */
    private long owedNanos;

    private long owedS;

    /** For reading it back. */
    PodMeter() {}

    /**
     * A meter that begins with the span's first second.
     *
     * @param born whether the pod began while this ledger watched, so that its counters' first readings are usage
     */
    PodMeter(PodSpan first, boolean born) {
        this.covered = new PodRows(first);
        this.born = born;
        this.cpu = born ? CpuCounter.bornAt(first.fromS() * 1000) : CpuCounter.baseline();
    }

    void limitCpu(@Nullable Long millicores) {
        cpuLimitMillicores = millicores;
    }

    PodSpan span() {
        return covered.span();
    }

    @Nullable
    Long endS() {
        return endS;
    }

    long nanosAt(long atMs) {
        return cpu.nanosAt(atMs) + givenNanos + hiddenNow();
    }

    long nanos() {
        return cpu.lastNanos() + givenNanos + hiddenNow();
    }

    /**
     * What it is likely to have used until then that no reading shows yet: since its last reading, at its last cores, and
     * what its lagging counter may still show of runs that ended.
     */
    long lateNanos(long atMs) {
        long untilMs = endS == null ? atMs : Math.min(atMs, endS * 1000);
        long unreadMs = cpu.hasReading() ? Math.max(0, untilMs - cpu.lastMs()) : 0;
        return cpu.owedNanos() + (long) (lastCores() * unreadMs * NANOS_PER_CORE_MS);
    }

    /** What hidden runs still count for: the pod's own counter may have shown the same since, only later. */
    private long hiddenNow() {
        return Math.max(0, hiddenNanos - Math.max(0, cpu.excessNanos() - excessWhenGivenNanos));
    }

    /** Takes in what the watch says of runs that are over. */
    void ended(List<EndedRun> runs) {
        for (EndedRun run : runs) {
            hidden.ended(run, Math.max(span().fromS() * 1000, cpu.lastReadMs(run.container())));
        }
    }

    /** The most that hidden runs in this time can have used, in core-nanoseconds; 0 when no row could hold it. */
    long mostHiddenNanos(long fromMs, long toMs, double nodeCores) {
        boolean open = endS == null || endS > covered.meteredToS();
        return open ? (long) (coresMax(nodeCores) * hidden.lengthMs(fromMs, toMs) * NANOS_PER_CORE_MS) : 0;
    }

    /** Gives it an estimate of what its hidden runs until then used; it comes with the next rows, marked. */
    void give(long nanos, long toMs) {
        hiddenNanos = hiddenNow() + nanos;
        excessWhenGivenNanos = cpu.excessNanos();
        owedNanos += nanos;
        owedS += Math.max(1, Math.round(hidden.lengthMs(Long.MIN_VALUE, toMs) / 1000.0));
        hidden.coveredTo(toMs);
    }

    private long takeOwedMs() {
        long owed = coreMs(Math.min(owedNanos, hiddenNow()));
        owedNanos = 0;
        return owed;
    }

    /** The earliest second at which a new piece may begin: metered seconds stay as they are. */
    long earliestChangeS(long atS) {
        return Math.max(atS, Math.max(covered.meteredToS(), span().fromS()));
    }

    /** Replaces the present piece, which no row has used yet. */
    void correct(PodSpan corrected) {
        covered.correct(corrected);
    }

    /** Ends the present piece where the next begins. Returns the ended piece. */
    PodSpan change(PodSpan next) {
        return covered.change(next);
    }

    /** Ends the pod; a pod's life is at least one second, so that what it used has a place. Returns its last piece. */
    PodSpan end(long atS) {
        long oneMore = covered.endWouldLose(coreMs(nanos())) ? 1 : 0;
        long end = Math.max(atS, Math.max(covered.meteredToS() + oneMore, span().fromS() + 1));
        endS = end;
        PodSpan ended = Spans.ended(span(), end);
        covered.correct(ended);
        return ended;
    }

    /** Takes in what the kubelet says of this pod, settles the seconds up to its reading, and hands out complete rows. */
    void look(PodStats stats, long atS, MeterSettings settings, RowGrid grid, List<UsageRow> rows) {
        boolean first = !cpu.hasReading();
        long beforeMs = first ? covered.meteredToS() * 1000 : Math.max(cpu.lastMs(), covered.meteredToS() * 1000);
        if (!cpu.observe(stats, settings.intervalS() * 1000)) {
            return;
        }
        if (stats.cpuNanos() != null && !stats.containers().isEmpty()) {
            hidden.coveredTo(stats.cpuNanos().atMs());
        }
        covered.observe(stats, born);
        if (first) {
            beforeStart(stats, atS, grid, rows);
            beforeMs = Math.max(beforeMs, covered.meteredToS() * 1000);
        }
        // A kubelet's clock may be ahead of ours: nothing accrues after the tick.
        long toS = Math.min(atS, boundedByEnd(Math.floorDiv(cpu.lastMs(), 1000)));
        if (toS > covered.meteredToS()) {
            Coverage coverage = cpu.lastMs() - beforeMs > settings.bridgeMs() ? Coverage.BRIDGED : Coverage.MEASURED;
            Long memory = stats.memoryBytes();
            Long before = lastMemoryBytes == null ? memory : lastMemoryBytes;
            long meanBytes = memory == null || before == null ? 0 : (memory + before) / 2;
            long meanKib = (meanBytes + BYTES_PER_KIB / 2) / BYTES_PER_KIB;
            long owedToS = Math.min(toS - 1, covered.meteredToS() + owedS);
            long owedMs = owedToS > covered.meteredToS() ? takeOwedMs() : 0;
            if (owedMs > 0) {
                covered.settle(owedToS, Coverage.ESTIMATED, covered.cpuCoreMs() + owedMs, meanKib, grid, rows);
            }
            owedS = 0;
            Coverage rest = owedNanos > 0 ? Coverage.ESTIMATED : coverage;
            owedNanos = 0;
            covered.settle(toS, rest, coreMs(ownAt(toS) + hiddenNow()), meanKib, grid, rows);
        }
        if (stats.memoryBytes() != null) {
            lastMemoryBytes = stats.memoryBytes();
        }
    }

    /** Between scheduling and the first container's start nothing ran; before a first baseline nothing is known. */
    private void beforeStart(PodStats stats, long atS, RowGrid grid, List<UsageRow> rows) {
        long startS = born
                ? stats.containers().stream()
                        .mapToLong(c -> c.startMs() / 1000)
                        .min()
                        .orElse(covered.meteredToS())
                : Math.floorDiv(cpu.lastMs(), 1000);
        long toS = Math.min(atS, boundedByEnd(startS));
        if (toS > covered.meteredToS()) {
            covered.settle(toS, born ? Coverage.ESTIMATED : Coverage.MISSING, 0, 0, grid, rows);
        }
    }

    /** The own counter at a second between what was handed out and the last reading, on the straight line. */
    private long ownAt(long toS) {
        return toS * 1000 >= cpu.lastMs() ? cpu.lastNanos() : cpu.nanosAt(toS * 1000);
    }

    /** Seconds in which the API says that nothing runs, or of which nothing more will be learned: request only. */
    void requestOnly(long toS, Coverage coverage, RowGrid grid, List<UsageRow> rows) {
        long to = boundedByEnd(toS);
        if (to > covered.meteredToS()) {
            covered.settle(to, coverage, covered.cpuCoreMs() + takeOwedMs(), 0, grid, rows);
            owedS = 0;
        }
    }

    /**
     * What the pod is likely to have used between its last reading and its end, in core-nanoseconds, going by its last
     * cores; 0 for one that was never read, and after a gap of which nothing is known.
     */
    long estimatedTailNanos(long bridgeMs) {
        return tailMs() > bridgeMs ? 0 : tailNanosByLastCores();
    }

    /** The same however long that is. */
    long tailNanosByLastCores() {
        return (long) (Math.min(lastCores(), coresMax(Double.MAX_VALUE)) * tailMs() * NANOS_PER_CORE_MS);
    }

    private long tailMs() {
        return endS == null || !cpu.hasReading() ? 0 : Math.max(0, endS * 1000 - cpu.lastMs());
    }

    /** Cores by its last two readings; 0 when there are not two. */
    double lastCores() {
        Double cores = cpu.lastCores();
        return cores == null ? 0 : cores;
    }

    /**
     * The most that an ended pod can have used beyond what was read and what is estimated by its last cores, in
     * core-nanoseconds: all its time if nothing was ever read, else hidden runs and a last part too long to estimate.
     */
    long mostNanos(double nodeCores, long bridgeMs) {
        Long end = endS;
        if (end == null || end <= covered.meteredToS()) {
            return 0;
        }
        if (!cpu.hasReading()) {
            return (long) (coresMax(nodeCores) * (end - covered.meteredToS()) * 1e9);
        }
        long tailMs = end * 1000 - cpu.lastMs();
        return mostHiddenNanos(Long.MIN_VALUE, cpu.lastMs(), nodeCores)
                + (tailMs > bridgeMs ? (long) (tailCores(nodeCores) * tailMs * NANOS_PER_CORE_MS) : 0);
    }

    /** No more than its last cores: the surplus of a moment may be another pod's, whose counter lags. */
    private double tailCores(double nodeCores) {
        return Math.min(lastCores(), coresMax(nodeCores));
    }

    private double coresMax(double withoutLimit) {
        return cpuLimitMillicores == null ? withoutLimit : cpuLimitMillicores / 1000.0;
    }

    /** Hands out the last rows. {@code tailNanos} is an estimate on top of what was read. */
    void finish(long tailNanos, MeterSettings settings, RowGrid grid, List<UsageRow> rows) {
        givenNanos += tailNanos;
        if (endS != null && endS > covered.meteredToS()) {
            boolean gap = cpu.hasReading() && tailNanos == 0 && endS * 1000 - cpu.lastMs() > settings.bridgeMs();
            long memoryKib = gap || lastMemoryBytes == null ? 0 : lastMemoryBytes / BYTES_PER_KIB;
            covered.settle(endS, gap ? Coverage.MISSING : Coverage.ESTIMATED, coreMs(nanos()), memoryKib, grid, rows);
        }
        covered.finish(coreMs(nanos()), rows);
    }

    /** The seconds up to a tick that no final row covers yet: as measured up to the last reading, then by request. */
    void tail(long atS, Coverage coverage, RowGrid grid, List<UsageRow> rows) {
        covered.tail(boundedByEnd(atS), coverage, grid, rows);
    }

    /** One more look at the node answered since the pod ended. */
    int lookedAfterEnd() {
        return ++looksSinceEnd;
    }

    private long boundedByEnd(long toS) {
        return endS == null ? toS : Math.min(toS, endS);
    }

    private static long coreMs(long nanos) {
        return nanos / NANOS_PER_CORE_MS;
    }

    void write(StateWriter out) {
        covered.write(out);
        cpu.write(out);
        out.flag(born);
        out.nullable(lastMemoryBytes);
        out.nullable(endS);
        out.number(looksSinceEnd);
        out.number(givenNanos);
        out.nullable(cpuLimitMillicores);
        hidden.write(out);
        out.number(hiddenNanos);
        out.number(excessWhenGivenNanos);
        out.number(owedNanos);
        out.number(owedS);
    }

    static PodMeter read(StateReader in) {
        PodMeter read = new PodMeter();
        read.covered = PodRows.read(in);
        read.cpu = CpuCounter.read(in);
        read.born = in.flag();
        read.lastMemoryBytes = in.nullable();
        read.endS = in.nullable();
        read.looksSinceEnd = in.count();
        read.givenNanos = in.number();
        read.cpuLimitMillicores = in.nullable();
        read.hidden = HiddenRuns.read(in);
        read.hiddenNanos = in.number();
        read.excessWhenGivenNanos = in.number();
        read.owedNanos = in.number();
        read.owedS = in.number();
        return read;
    }
}
