package dev.sublet.bench;

import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.fleet.Profile;
import dev.sublet.bench.measure.Results;
import dev.sublet.bench.prometheus.PrometheusRun;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** The entry of the scripts beside this module. The first argument says which part to run. */
public final class Bench {
    private static final long SEED = 20_261_001;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "prometheus" -> PrometheusRun.run(spec(args, 2), Path.of(args[1]), 3, new Results("prometheus"));
            default -> {
                System.err.println("bench: which part? See bench/README.md");
                System.exit(2);
            }
        }
    }

    /** Pods, days, first day and profile, from the given argument on. */
    private static FleetSpec spec(String[] args, int from) {
        return new FleetSpec(
                SEED,
                Integer.parseInt(args[from]),
                Integer.parseInt(args[from + 1]),
                LocalDate.parse(args[from + 2]).atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                Profile.valueOf(args[from + 3].toUpperCase(Locale.ROOT)));
    }
}
