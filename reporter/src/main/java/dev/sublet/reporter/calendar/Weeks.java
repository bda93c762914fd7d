package dev.sublet.reporter.calendar;

import dev.sublet.reporter.calendar.FiscalCalendar.Days;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Years of whole weeks in four quarters of 4-4-5 weeks or the like. A year begins on the week day nearest to the anniversary of the first
 * one's start, so that some have 53 weeks: their last period has one more. Periods are called {@code 2026-P01} to
 * {@code 2026-P12}, by the year in which their fiscal year begins.
 *
 * @param start the first day of some fiscal year
 * @param weeks of each period of a quarter
 */
record Weeks(LocalDate start, List<Integer> weeks) implements FiscalCalendar.Scheme {
    private static final Pattern NAME = Pattern.compile("(\\d{4})-P(0[1-9]|1[0-2])");
    private static final int PERIODS = 12;

    @Override
    public Optional<Days> named(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(days(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public Optional<Days> at(LocalDate day) {
        int year = day.getYear() + 1;
        while (begin(year).isAfter(day)) {
            year--;
        }
        for (int number = 1; number <= PERIODS; number++) {
            Days days = days(year, number);
            if (day.isBefore(days.to())) {
                return Optional.of(days);
            }
        }
        throw new IllegalStateException(day + " is in no period of its fiscal year " + year);
    }

    @Override
    public String example() {
        return start.getYear() + "-P01";
    }

    private Days days(int year, int number) {
        LocalDate from = begin(year);
        for (int before = 1; before < number; before++) {
            from = from.plusWeeks(weeks.get((before - 1) % weeks.size()));
        }
        LocalDate to = number == PERIODS ? begin(year + 1) : from.plusWeeks(weeks.get((number - 1) % weeks.size()));
        return new Days(String.format("%04d-P%02d", year, number), from, to);
    }

    private LocalDate begin(int year) {
        LocalDate anniversary = start.plusYears((long) year - start.getYear());
        DayOfWeek weekDay = start.getDayOfWeek();
        LocalDate before = anniversary.with(TemporalAdjusters.previousOrSame(weekDay));
        LocalDate after = anniversary.with(TemporalAdjusters.nextOrSame(weekDay));
        return ChronoUnit.DAYS.between(before, anniversary) < ChronoUnit.DAYS.between(anniversary, after)
                ? before
                : after;
    }
}
