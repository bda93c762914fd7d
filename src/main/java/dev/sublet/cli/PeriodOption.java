package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsFiles;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The period of a statement: a month, or from and to. */
final class PeriodOption {
    @Option(names = "--month", paramLabel = "YYYY-MM", description = "A whole month, UTC.")
    private @Nullable String month;

    @Option(
            names = "--period",
            paramLabel = "NAME",
            description = "A period of the calendar that --calendar names or that lies in the data folder.")
    private @Nullable String name;

    @Option(names = "--from", paramLabel = "TIME", description = "Start, a whole hour such as 2026-11-01T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End, exclusive, a whole hour.")
    private @Nullable String to;

    /** What was asked for; without any option the month that {@code clock} shows. */
    Period period(Clock clock, TermsTexts given, Path data) {
        String asked = name;
        if (asked != null && (month != null || from != null || to != null)) {
            throw Problem.wrongUse("--period excludes --month and --from/--to; give one of them");
        }
        return asked == null ? period(clock) : named(asked, given, data);
    }

    /** Another one, named as this one was: a period of the calendar with {@code --period}, else a month. */
    Period other(String asked, TermsTexts given, Path data) {
        return name == null ? Period.ofMonth(asked, ZoneOffset.UTC) : named(asked, given, data);
    }

    /** What it was called on the command line; without a name its ends. */
    String called(Period found) {
        String given = name == null ? month : name;
        return given == null ? found.toString() : given;
    }

    private static Period named(String asked, TermsTexts given, Path data) {
        NamedText calendar = given.orElse(TermsFiles.in(data))
                .of(TermsFile.CALENDAR)
                .orElseThrow(() -> Problem.wrongUse("there is no calendar; name one with --calendar FILE"));
        FiscalCalendar periods = FiscalCalendar.parse(calendar.text(), calendar.name());
        ZoneId zone = periods.zone();
        FiscalPeriod found = periods.named(asked, zone == null ? ZoneOffset.UTC : zone);
        return new Period(found.fromS(), found.toS());
    }

    private Period period(Clock clock) {
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
