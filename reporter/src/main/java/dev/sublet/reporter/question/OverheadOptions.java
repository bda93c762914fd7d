package dev.sublet.reporter.question;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.overhead.Assumptions;
import dev.sublet.reporter.overhead.Trends;
import dev.sublet.reporter.table.Format;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is told beside each vcluster's overhead.
 *
 * @param trend how many periods before are looked at
 * @param compare against a plain namespace and a cluster of its own
 * @param advice what could be done to pay less
 * @param sleep what pauses saved
 * @param assume numbers to rest on instead of the usual ones, as {@code name=number}
 */
public record OverheadOptions(int trend, boolean compare, boolean advice, boolean sleep, List<String> assume) {
    public OverheadOptions {
        assume = List.copyOf(assume);
    }

    public static OverheadOptions none() {
        return new OverheadOptions(0, false, false, false, List.of());
    }

    /** @throws ReportException in one line when they do not fit each other or the format */
    void check(Format format) {
        Assumptions.parse(assume);
        if (trend < 0 || trend > Trends.PERIODS_MAX) {
            throw new ReportException(
                    "--trend " + trend + " is not between 0 and " + Trends.PERIODS_MAX + " periods", 2);
        }
        long views = Stream.of(trend > 0, compare, advice, sleep)
                .filter(asked -> asked)
                .count();
        if (format == Format.CSV && views > 1) {
            throw new ReportException(
                    "a CSV file has one table; give one of --trend, --compare, --advice and --sleep, or --format json",
                    2);
        }
    }
}
