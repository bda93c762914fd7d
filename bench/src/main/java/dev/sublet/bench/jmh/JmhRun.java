package dev.sublet.bench.jmh;

import dev.sublet.bench.measure.Results;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs benchmarks by name and prints them as a Markdown table with medians, 99th percentiles and CPU. */
public final class JmhRun {
    private JmhRun() {}

    /** {@code name} is a regular expression over the benchmarks' names. */
    public static void run(String name, Results results) throws RunnerException {
        Results.head("benchmark", "times", "p50 ms", "p99 ms", "CPU µs a row", "peak resident");
        for (RunResult run : new Runner(new OptionsBuilder()
                        .include(name)
                        .verbosity(VerboseMode.SILENT)
                        .timeout(TimeValue.minutes(20))
                        .build())
                .run()) {
            Map<String, String> params = new TreeMap<>();
            run.getParams()
                    .getParamsKeys()
                    .forEach(key -> params.put(key, run.getParams().getParam(key)));
            String label = run.getPrimaryResult().getLabel() + params;
            Statistics times = run.getPrimaryResult().getStatistics();
            Statistics cpu = statistics(run, "cpuMicrosPerRow");
            double peak = statistics(run, "peakMegabytes").getMax();
            Results.row(
                    label,
                    times.getN(),
                    one(times.getPercentile(50)),
                    one(times.getPercentile(99)),
                    String.format(Locale.ROOT, "%.2f", cpu.getMean()),
                    one(peak) + " MB");
            results.put(label + ".p50", times.getPercentile(50));
            results.put(label + ".p99", times.getPercentile(99));
            results.put(label + ".cpu", cpu.getMean());
            results.put(label + ".peak", peak * 1e6);
        }
    }

    private static Statistics statistics(RunResult run, String name) {
        Result<?> result = run.getSecondaryResults().get(name);
        if (result == null) {
            throw new IllegalStateException("JMH kept no " + name);
        }
        return result.getStatistics();
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
