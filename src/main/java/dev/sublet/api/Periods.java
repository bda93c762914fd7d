package dev.sublet.api;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which time a call asks for, as the commands read their options. Stateless. */
final class Periods {
    /** {@code month}, {@code period}, or {@code from} and {@code to}. */
    static final List<Parameter> ANY = List.of(
            Parameter.query("month"), Parameter.query("period"), Parameter.query("from"), Parameter.query("to"));
    /** {@code month}, or {@code from} and {@code to}. */
    static final List<Parameter> SPAN =
            List.of(Parameter.query("month"), Parameter.query("from"), Parameter.query("to"));

    /** Year 9999, so that microseconds still fit. */
    private static final long END_OF_TIME_S = 253_402_300_800L;

    private final Supplier<TermsTexts> terms;
    private final Clock clock;

    Periods(Supplier<TermsTexts> terms, Clock clock) {
        this.terms = terms;
        this.clock = clock;
    }

    /** A month, a period of the calendar, or whole hours; without any the month that it is. */
    Period any(Call call) {
        String name = call.query("period");
        String month = call.query("month");
        String from = call.query("from");
        String to = call.query("to");
        if ((name != null ? 1 : 0) + (month != null ? 1 : 0) + (from != null || to != null ? 1 : 0) > 1) {
            throw ApiProblem.wrong("period, month and from/to exclude each other; give one of them");
        }
        if (name != null) {
            return named(name);
        }
        if (from != null || to != null) {
            if (from == null || to == null) {
                throw ApiProblem.wrong("from and to belong together; give both, or month");
            }
            return Period.of(time("from", from), time("to", to));
        }
        return Period.ofMonth(month == null ? YearMonth.now(clock).toString() : month, ZoneOffset.UTC);
    }

    /** Another one, named as the call names its own: a period of the calendar, else a month. */
    Period other(Call call, String name) {
        return call.query("period") == null ? Period.ofMonth(name, ZoneOffset.UTC) : named(name);
    }

    /** Since when, in whole seconds; from the beginning without it. */
    static long since(Call call) {
        String since = call.query("since");
        return since == null ? 0 : time("since", since).getEpochSecond();
    }

    private Period named(String name) {
        NamedText calendar = terms.get()
                .of(TermsFile.CALENDAR)
                .orElseThrow(() -> ApiProblem.wrong(
                        "period " + name + " needs a calendar, and there is none; give month, or keep calendar.yaml"));
        FiscalCalendar periods = FiscalCalendar.parse(calendar.text(), calendar.name());
        ZoneId zone = periods.zone();
        FiscalPeriod found = periods.named(name, zone == null ? ZoneOffset.UTC : zone);
        return new Period(found.fromS(), found.toS());
    }

    /** A month, or whole seconds; what is not given is open, and null when nothing is given. */
    @Nullable
    Period span(Call call) {
        String month = call.query("month");
        String from = call.query("from");
        String to = call.query("to");
        if (month != null && (from != null || to != null)) {
            throw ApiProblem.wrong("month and from/to exclude each other; give one of them");
        }
        if (month != null) {
            return Period.ofMonth(month, ZoneOffset.UTC);
        }
        if (from == null && to == null) {
            return null;
        }
        Period span =
                new Period(from == null ? 0 : seconds("from", from), to == null ? END_OF_TIME_S : seconds("to", to));
        if (span.toS() <= span.fromS()) {
            throw ApiProblem.wrong("to is not after from; swap them");
        }
        return span;
    }

    /** As {@link #span}; without anything all there is. */
    Period window(Call call) {
        Period span = span(call);
        return span == null ? new Period(0, END_OF_TIME_S) : span;
    }

    /** A whole second, from a name that is only for messages. */
    static long seconds(String name, String text) {
        Instant instant = time(name, text);
        if (instant.getNano() != 0) {
            throw ApiProblem.wrong(name + " " + text + " has a part of a second; give a whole second");
        }
        return instant.getEpochSecond();
    }

    private static Instant time(String name, String text) {
        try {
            return text.length() == "2026-11-01".length()
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new ReportException(
                    name + " " + text + " is not a time; write it as 2026-11-01T00:00:00Z or 2026-11-01", 2, e);
        }
    }
}
