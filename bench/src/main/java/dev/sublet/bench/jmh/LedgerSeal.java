package dev.sublet.bench.jmh;

import dev.sublet.bench.measure.Proc;
import dev.sublet.ledger.LedgerKeeper;
import dev.sublet.ledger.tick.TickBatch;
import java.io.IOException;
import java.util.ArrayList;
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
 * One hour of 5 000 pods becomes Parquet: written, synced, read back by another program, recorded, and its hot rows gone.
 * CPU is that of the whole process while the hour is sealed, for each usage row; ticks, rollup and digests included.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
@Warmup(iterations = 4)
@Measurement(iterations = 14)
@State(Scope.Benchmark)
public class LedgerSeal {
    private static final int MINUTES = 60;

    @Param("5000")
    public int pods;

    private @Nullable OpenLedger open;
    private long rows;

    @Setup(Level.Trial)
    public void open() throws IOException {
        open = OpenLedger.of(pods, 1);
    }

    @Setup(Level.Invocation)
    public void nextHour() {
        OpenLedger here = Objects.requireNonNull(open);
        List<TickBatch> ticks = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            ticks.addAll(here.source().minute());
        }
        rows = ticks.stream().mapToLong(tick -> tick.usage().size()).sum();
        here.ledger().commit(ticks);
        Proc.self().forgetPeak();
    }

    @Benchmark
    public void seal(Cost cost) {
        long before = Proc.ownCpuNanos();
        OpenLedger here = Objects.requireNonNull(open);
        while (here.ledger().upkeep(LedgerKeeper.Due.NOW).isPresent()) {
            // The next piece.
        }
        cost.cpuMicrosPerRow = (Proc.ownCpuNanos() - before) / 1e3 / rows;
        cost.peakMegabytes = Proc.self().peakResidentBytes() / 1e6;
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        Objects.requireNonNull(open).remove();
    }
}
