package dev.sublet.reporter.budget;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.absence.Retired;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.calendar.FiscalPeriod;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The days that a budget is looked at with. Only days count that are over by the ledger's own last tick, so that the same ledger always
 * gives the same answer.
 *
 * @param zone of billing days
 * @param fromS the start of the first day of which something is known: weeks before the period, and the period itself
 * @param endS the end of the last day that is over, or of the period
 */
record Window(FiscalPeriod period, ZoneId zone, long fromS, long endS) {
    private static final int PAST_DAYS = 84;

    static Window of(Connection connection, FiscalCalendar calendar, @Nullable String name) throws SQLException {
        ZoneId zone = Allocation.billingZone(connection);
        calendar.requireZone(zone);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT min(first_tick_s), max(last_tick_s) FROM cluster"
                        + " WHERE first_tick_s < last_tick_s HAVING count(*) > 0")) {
            if (!row.next()) {
                throw new ReportException("the ledger is empty; let sublet run collect for a day", 2);
            }
            long firstS = row.getLong(1);
            long lastS = row.getLong(2);
            FiscalPeriod period = name != null
                    ? calendar.named(name, zone)
                    : calendar.at(lastS - 1, zone)
                            .orElseThrow(() -> new ReportException(
                                    "the calendar has no period for " + Instant.ofEpochSecond(lastS)
                                            + "; name one with --period",
                                    2));
            return of(connection, period, zone, firstS, lastS);
        }
    }

    private static Window of(Connection connection, FiscalPeriod period, ZoneId zone, long firstS, long lastS)
            throws SQLException {
        if (period.fromS() >= lastS) {
            throw new ReportException(
                    "period " + period.name() + " has not begun: the ledger ends at " + Instant.ofEpochSecond(lastS)
                            + "; name an earlier one with --month",
                    2);
        }
        long endS = Math.min(startS(day(lastS, zone), zone), period.toS());
        long fromS = Math.min(period.fromS(), startS(day(endS, zone).minusDays(PAST_DAYS), zone));
        LocalDate watched = day(firstS, zone);
        fromS = Math.max(fromS, startS(startS(watched, zone) == firstS ? watched : watched.plusDays(1), zone));
        for (Retired retired : Retired.all(connection)) {
            if (retired.table().equals("usage_hour") && retired.toS() <= period.fromS()) {
                fromS = Math.max(fromS, startS(day(retired.toS() - 1, zone).plusDays(1), zone));
            }
        }
        // The first day of a watch is no whole one, but what was paid in the period was paid.
        if (period.fromS() < fromS && firstS < fromS && firstS > period.fromS()) {
            fromS = startS(watched, zone);
        }
        if (endS <= fromS) {
            throw new ReportException(
                    "no whole day of period " + period.name() + " or before it is over by "
                            + Instant.ofEpochSecond(lastS) + "; ask again after midnight",
                    2);
        }
        return new Window(period, zone, fromS, endS);
    }

    /** Without the days before the period. */
    Window periodAlone() {
        return new Window(period, zone, Math.max(fromS, period.fromS()), endS);
    }

    /** The last days of it. */
    Window last(int days) {
        return new Window(period, zone, Math.max(fromS, startS(day(endS).minusDays(days), zone)), endS);
    }

    /** Whether days of the period are still to come. */
    boolean isOpen() {
        return endS < period.toS();
    }

    LocalDate first() {
        return day(fromS);
    }

    LocalDate day(long atS) {
        return day(atS, zone);
    }

    long startS(LocalDate day) {
        return startS(day, zone);
    }

    /** Days that are over. */
    int count() {
        return index(endS);
    }

    /** Days of the period to come. */
    int ahead() {
        return Math.toIntExact(ChronoUnit.DAYS.between(day(endS), day(period.toS())));
    }

    /** The place of a day among those of the window; below 0 before it. */
    int index(long atS) {
        return Math.toIntExact(ChronoUnit.DAYS.between(first(), day(atS)));
    }

    private static LocalDate day(long atS, ZoneId zone) {
        return Instant.ofEpochSecond(atS).atZone(zone).toLocalDate();
    }

    private static long startS(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond();
    }
}
