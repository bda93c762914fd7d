package dev.sublet.bench;

import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.fleet.Profile;
import dev.sublet.bench.jmh.JmhRun;
import dev.sublet.bench.ledger.LayoutRun;
import dev.sublet.bench.ledger.QueryRun;
import dev.sublet.bench.measure.Proc;
import dev.sublet.bench.measure.Results;
import dev.sublet.bench.prometheus.PrometheusRun;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;

/**
 * The entry of the scripts beside this module.
 *
 * <pre>
 * machine                                                   says what it runs on
 * fill DATA PODS DAYS FIRST_DAY PROFILE SEAL_EACH_HOURS     a ledger with a fleet's history, sealed
 * prometheus FOLDER PODS DAYS FIRST_DAY PROFILE             the same fleet in Prometheus, asked as OpenCost asks
 * query DATA QUESTION FIRST_DAY DAYS STEP_DAYS ROUNDS NAME  one question to a ledger, several times
 * jmh REGEX                                                 benchmarks in processes of their own
 * </pre>
 */
public final class Bench {
    private static final long SEED = 20_261_001;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "machine" -> System.out.println(Proc.machine());
            case "fill" ->
                LayoutRun.run(spec(args, 2), Path.of(args[1]), Integer.parseInt(args[6]), new Results("fill"));
            case "prometheus" -> PrometheusRun.run(spec(args, 2), Path.of(args[1]), 3, new Results("prometheus"));
            case "query" -> query(args);
            case "jmh" -> JmhRun.run(args[1], new Results("jmh"));
            default -> {
                System.err.println("bench: " + Arrays.toString(args) + " is no part of it; see bench/README.md");
                System.exit(2);
            }
        }
    }

    private static void query(String[] args) throws Exception {
        long fromS = midnight(args[3]);
        QueryRun.run(
                Path.of(args[1]),
                args[2],
                fromS,
                fromS + Long.parseLong(args[4]) * FleetSpec.DAY_S,
                Long.parseLong(args[5]) * FleetSpec.DAY_S,
                Integer.parseInt(args[6]),
                args[7],
                new Results("query"));
    }

    /** Pods, days, first day and profile, from the given argument on. */
    private static FleetSpec spec(String[] args, int from) {
        return new FleetSpec(
                SEED,
                Integer.parseInt(args[from]),
                Integer.parseInt(args[from + 1]),
                midnight(args[from + 2]),
                Profile.valueOf(args[from + 3].toUpperCase(Locale.ROOT)));
    }

    private static long midnight(String day) {
        return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
