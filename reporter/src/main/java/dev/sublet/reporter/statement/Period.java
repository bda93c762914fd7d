package dev.sublet.reporter.statement;

import dev.sublet.reporter.ReportException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/** A half-open time {@code [fromS, toS)} of whole hours of a billing zone, in seconds since the epoch. */
public record Period(long fromS, long toS) {
    /** A calendar month such as {@code 2026-11}, from its first midnight to the next month's in {@code zone}. */
    public static Period ofMonth(String month, ZoneId zone) {
        YearMonth parsed;
        try {
            parsed = YearMonth.parse(month);
        } catch (DateTimeException e) {
            throw new ReportException("month " + month + " is not a month; write it as 2026-11", 2, e);
        }
        long fromS = parsed.atDay(1).atStartOfDay(zone).toEpochSecond();
        long toS = parsed.plusMonths(1).atDay(1).atStartOfDay(zone).toEpochSecond();
        return new Period(fromS, toS);
    }

    /**
     * A time of whole seconds; whether its ends are whole hours of the ledger's billing zone is found when it is allocated.
     *
     * @throws ReportException when an end has a fraction of a second, or {@code to} is not after {@code from}
     */
    public static Period of(Instant from, Instant to) {
        if (from.getNano() != 0 || to.getNano() != 0) {
            throw new ReportException("period " + from + ".." + to + " has fractions of seconds; give whole hours", 2);
        }
        if (!to.isAfter(from)) {
            throw new ReportException("period ends at " + to + ", not after its start " + from + "; swap them", 2);
        }
        return new Period(from.getEpochSecond(), to.getEpochSecond());
    }

    @Override
    public String toString() {
        return Instant.ofEpochSecond(fromS) + ".." + Instant.ofEpochSecond(toS);
    }
}
