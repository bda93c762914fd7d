package dev.sublet.bench;

import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.fleet.Profile;
import dev.sublet.bench.jmh.JmhRun;
import dev.sublet.bench.ledger.Copies;
import dev.sublet.bench.ledger.LayoutRun;
import dev.sublet.bench.ledger.QueryRun;
import dev.sublet.bench.ledger.SealRun;
import dev.sublet.bench.ledger.StatementRun;
import dev.sublet.bench.ledger.SteadyMonth;
import dev.sublet.bench.measure.Numbers;
import dev.sublet.bench.measure.Proc;
import dev.sublet.bench.measure.Results;
import dev.sublet.bench.prometheus.PrometheusRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;

/**
 * The entry of the scripts beside this module.
 *
 * <pre>
 * machine                                                            says what it runs on
 * fill DATA PODS DAYS FIRST_DAY PROFILE SEAL_EACH_HOURS RESULTS      a ledger with a fleet's history, sealed
 * seal DATA                                                          seals a ledger that something else wrote
 * copies DATA COPIES                                                 the same sealed month several times
 * steady DATA PODS DAYS FIRST_DAY                                    a sealed month of pods that stay, by hours alone
 * prometheus FOLDER PODS DAYS FIRST_DAY PROFILE                      the same fleet in Prometheus, asked as OpenCost asks
 * query DATA QUESTION FIRST_DAY DAYS STEP_DAYS ROUNDS NAME RESULTS   one question to a ledger, several times
 * statement DATA MONTH PRICES COST_CENTERS                           a statement in all formats, step by step
 * equal NAME NAME                                                    whether two questions had the same answer
 * jmh REGEX                                                          benchmarks in processes of their own
 * side-by-side PODS DAYS; aims                                       tables of what was measured
 * </pre>
 */
public final class Bench {
    private static final long SEED = 20_261_001;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "machine" -> System.out.println(Proc.machine());
            case "fill" ->
                LayoutRun.run(spec(args, 2), Path.of(args[1]), Integer.parseInt(args[6]), new Results(args[7]));
            case "seal" -> SealRun.run(Path.of(args[1]), new Results("seal"));
            case "copies" -> Copies.make(Path.of(args[1]), Integer.parseInt(args[2]));
            case "steady" ->
                SteadyMonth.make(
                        Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]), midnight(args[4]));
            case "prometheus" -> PrometheusRun.run(spec(args, 2), Path.of(args[1]), 3, new Results("prometheus"));
            case "query" -> query(args);
            case "statement" -> StatementRun.run(Path.of(args[1]), args[2], Path.of(args[3]), Path.of(args[4]));
            case "equal" -> equal(args[1], args[2]);
            case "jmh" -> JmhRun.run(args[1], new Results("jmh"));
            case "side-by-side" -> SideBySide.print(args[1], args[2], numbers());
            case "aims" -> Aims.print(numbers());
            default -> {
                System.err.println("bench: " + Arrays.toString(args) + " is no part of it; see bench/README.md");
                System.exit(2);
            }
        }
    }

    private static Numbers numbers() throws IOException {
        return Numbers.read(Results.folder());
    }

    private static void equal(String one, String other) {
        Results results = new Results("query");
        boolean equal = results.equal(one, other);
        results.put("equal", equal ? 1 : 0);
        System.out.println(one + " and " + other + (equal ? " give the same answer." : " DIFFER."));
        if (!equal) {
            System.exit(1);
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
                new Results(args[8]));
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
