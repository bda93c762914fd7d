package dev.sublet.bench.jmh;

import dev.sublet.bench.measure.Proc;
import dev.sublet.ledger.tick.TickBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * included, without the benchmark's own making of the rows and, after 240 ticks, with little compiling of Java. Ticks come at a pace, so that folding the log is over before the next one, as it is when they come once a minute.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 240)
@Measurement(iterations = 300)
@State(Scope.Benchmark)
public class LedgerIngest {
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    @Param("5000")
    public int pods;

    /** What the meter remembers per pod from tick to tick; 0 measures rows alone. */
    @Param({"0", "150"})
    public int stateBytesPerPod;

    private @Nullable OpenLedger open;
    private List<TickBatch> tick = List.of();
    private long makingNanos;
    private long countedToNanos;
    private long beganNanos = System.nanoTime();

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
        while (System.nanoTime() - beganNanos < PACE_NANOS) {
            LockSupport.parkNanos(PACE_NANOS - (System.nanoTime() - beganNanos));
        }
        beganNanos = System.nanoTime();
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
