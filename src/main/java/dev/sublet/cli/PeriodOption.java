package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.statement.Period;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The period of a statement: a month, or from and to. */
final class PeriodOption {
    @Option(names = "--month", paramLabel = "YYYY-MM", description = "A whole month, UTC.")
    private @Nullable String month;

    @Option(names = "--from", paramLabel = "TIME", description = "Start, a whole hour such as 2026-11-01T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End, exclusive, a whole hour.")
    private @Nullable String to;

    /** What was asked for; without any option the month that {@code clock} shows. */
    Period period(Clock clock) {
        String start = from;
        String end = to;
        if (month != null && (start != null || end != null)) {
            throw Problem.wrongUse("--month and --from/--to exclude each other; give one of them");
        }
        if (start == null && end == null) {
            String asked = month == null ? YearMonth.now(clock).toString() : month;
            return Period.ofMonth(asked, ZoneOffset.UTC);
        }
        if (start == null || end == null) {
            throw Problem.wrongUse("--from and --to belong together; give both, or --month");
        }
        return Period.of(Times.parse("--from", start), Times.parse("--to", end));
    }
}
