package dev.sublet.reporter.statement;

import dev.sublet.reporter.ReportException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

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

    /** Whole hours of UTC; see {@link #of(Instant, Instant, ZoneId)}. */
    public static Period of(Instant from, Instant to) {
        return of(from, to, ZoneOffset.UTC);
    }

    /**
     * A time whose ends are whole hours of {@code zone}.
     *
     * @throws ReportException when an end lies inside an hour of {@code zone}, or {@code to} is not after {@code from}
     */
    public static Period of(Instant from, Instant to, ZoneId zone) {
        requireWholeHour("from", from, zone);
        requireWholeHour("to", to, zone);
        if (!to.isAfter(from)) {
            throw new ReportException("period ends at " + to + ", not after its start " + from + "; swap them", 2);
        }
        return new Period(from.getEpochSecond(), to.getEpochSecond());
    }

    private static void requireWholeHour(String end, Instant instant, ZoneId zone) {
        int offsetS = zone.getRules().getOffset(instant).getTotalSeconds();
        if (instant.getNano() != 0 || Math.floorMod(instant.getEpochSecond() + offsetS, 3600L) != 0) {
            throw new ReportException(
                    end + " " + instant + " is inside an hour of " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone)
                            + "; give a whole hour such as "
                            + Instant.ofEpochSecond(instant.getEpochSecond()
                                    - Math.floorMod(instant.getEpochSecond() + offsetS, 3600L)),
                    2);
        }
    }

    @Override
    public String toString() {
        return Instant.ofEpochSecond(fromS) + ".." + Instant.ofEpochSecond(toS);
    }
}
