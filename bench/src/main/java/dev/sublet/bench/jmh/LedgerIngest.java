package dev.sublet.bench.jmh;

import dev.sublet.bench.measure.Proc;
import dev.sublet.ledger.tick.TickBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A tick of a minute, committed durably, as a daemon does once a minute: a final row and a tail row per pod, the nodes'
 * answers and the meter's state. CPU is that of the whole process from one tick to the next, checkpoints beside the ticks
 * included, without the benchmark's own making of the rows.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 60)
@Measurement(iterations = 300)
@State(Scope.Benchmark)
public class LedgerIngest {
    @Param("5000")
    public int pods;

    /** What the meter remembers per pod from tick to tick; 0 measures rows alone. */
    @Param({"0", "150"})
    public int stateBytesPerPod;

    private @Nullable OpenLedger open;
    private List<TickBatch> tick = List.of();
    private long makingNanos;
    private long countedToNanos;

    @Setup(Level.Trial)
    public void open() throws IOException {
        open = OpenLedger.of(pods, stateBytesPerPod);
        countedToNanos = Proc.ownCpuNanos();
    }

    @Setup(Level.Invocation)
    public void nextMinute() {
        long before = ownThreadNanos();
        tick = Objects.requireNonNull(open).source().minute();
        makingNanos = ownThreadNanos() - before;
    }

    @Benchmark
    public void commit(Cost cost) {
        Objects.requireNonNull(open).ledger().commit(tick);
        long now = Proc.ownCpuNanos();
        cost.cpuMicrosPerRow = (now - countedToNanos - makingNanos)
                / 1e3
                / tick.get(tick.size() - 1).usage().size();
        cost.peakMegabytes = Proc.self().peakResidentBytes() / 1e6;
        countedToNanos = now;
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        Objects.requireNonNull(open).remove();
    }

    private static long ownThreadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
