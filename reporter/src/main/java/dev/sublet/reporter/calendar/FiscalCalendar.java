package dev.sublet.reporter.calendar;

import dev.sublet.reporter.ReportException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which periods there are and what they are called. Immutable.
 *
 * @param source the file's name, for messages; empty for none
 * @param zone whose midnights begin periods; null for the ledger's
 */
public record FiscalCalendar(String source, @Nullable ZoneId zone, Scheme scheme) {

    /** How days make periods. */
    public interface Scheme {
        /** The days of the period with this name. */
        Optional<Days> named(String name);

        /** The period that a day lies in; empty where the calendar says nothing of it. */
        Optional<Days> at(LocalDate day);

        /** A name as these periods have them, for messages. */
        String example();
    }

    /** The days {@code [from, to)} of a period. */
    public record Days(String name, LocalDate from, LocalDate to) {}

    /** Calendar months in the ledger's own zone. */
    public static FiscalCalendar months() {
        return new FiscalCalendar("", null, new Months());
    }

    /**
     * Reads a calendar.
     *
     * @throws dev.sublet.reporter.entry.EntryException in one line when it is not valid
     */
    public static FiscalCalendar parse(String yaml, String sourceName) {
        return new CalendarParser(yaml, sourceName).parse();
    }

    /**
     * Hours of another zone than the ledger's cannot be billed.
     *
     * @throws ReportException when this calendar is of another zone
     */
    public void requireZone(ZoneId ledgerZone) {
        if (zone != null && !zone.getRules().equals(ledgerZone.getRules())) {
            throw new ReportException(
                    "calendar " + source + " has zone " + zone + ", but this ledger bills the hours of " + ledgerZone
                            + "; write zone: " + ledgerZone,
                    2);
        }
    }

    /**
     * The period with this name.
     *
     * @throws ReportException when there is none
     */
    public FiscalPeriod named(String name, ZoneId ledgerZone) {
        requireZone(ledgerZone);
        return scheme.named(name)
                .map(days -> period(days, ledgerZone))
                .orElseThrow(() -> ReportException.notThere(
                        "there is no period " + name + (source.isEmpty() ? "" : " in calendar " + source)
                                + "; name one such as " + scheme.example()));
    }

    /** The period that a second lies in; empty where the calendar says nothing of it. */
    public Optional<FiscalPeriod> at(long atS, ZoneId ledgerZone) {
        return scheme.at(Instant.ofEpochSecond(atS).atZone(ledgerZone).toLocalDate())
                .map(days -> period(days, ledgerZone));
    }

    private static FiscalPeriod period(Days days, ZoneId zone) {
        return new FiscalPeriod(
                days.name(),
                days.from().atStartOfDay(zone).toEpochSecond(),
                days.to().atStartOfDay(zone).toEpochSecond());
    }

    /** Calendar months, called {@code 2026-11}. */
    static final class Months implements Scheme {
        @Override
        public Optional<Days> named(String name) {
            try {
                return Optional.of(days(YearMonth.parse(name)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<Days> at(LocalDate day) {
            return Optional.of(days(YearMonth.from(day)));
        }

        @Override
        public String example() {
            return "2026-11";
        }

        private static Days days(YearMonth month) {
            return new Days(
                    month.toString(), month.atDay(1), month.plusMonths(1).atDay(1));
        }
    }
}
