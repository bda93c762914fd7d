package dev.sublet.bench.jmh;

import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.ledger.QueryRun;
import dev.sublet.bench.measure.Proc;
import dev.sublet.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

/** A question to a sealed ledger that lies in the folder that the environment variable BENCH_DATA names. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@State(Scope.Benchmark)
public class LedgerQuery {
    @Param({"floor", "minutes", "rollup"})
    public String question = "";

    @Param("2026-09-01")
    public String firstDay = "";

    @Param("30")
    public int days;

    private final Path data = Path.of(Objects.requireNonNullElse(System.getenv("BENCH_DATA"), "data"));
    private @Nullable Ledger ledger;

    @Setup(Level.Trial)
    public void open() {
        ledger = Ledger.openExisting(data);
    }

    @Benchmark
    public String ask(Cost cost) throws IOException {
        long fromS = LocalDate.parse(firstDay).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        long before = Proc.ownCpuNanos();
        String digest =
                QueryRun.ask(Objects.requireNonNull(ledger), data, question, fromS, fromS + days * FleetSpec.DAY_S);
        cost.cpuMicrosPerRow = (Proc.ownCpuNanos() - before) / 1e3;
        cost.peakMegabytes = Proc.self().peakResidentBytes() / 1e6;
        return digest;
    }

    @TearDown(Level.Trial)
    public void close() {
        Objects.requireNonNull(ledger).close();
    }
}
