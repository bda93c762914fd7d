package dev.sublet.reporter.forecast;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a day lets expect of the days after it: a level of the last seven days, and how much of it each day of the week takes. The weekday's
 * part is the median, over the last eight weeks, of the day against the mean of the seven days around it (ratio to moving average, as in
 * Hyndman and Athanasopoulos, <i>Forecasting: Principles and Practice</i>, classical decomposition; medians in the place of means, so that
 * one day does not tell). The level is the median of the last seven days, each divided by its weekday's part: a step is followed after
 * four days, an outlier never. Ratios are whole millionths, amounts whole nanos. Immutable after construction.
 */
public final class WeekdayPattern {
    private static final int WEEK = 7;
    private static final int AROUND = 3;
    private static final int DAYS = 8 * WEEK;
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    /** A weekday that takes less of the level than this says nothing of the level. */
    private static final long LEAST_MILLIONTHS = 50_000;

    private static final int LEVEL_DAYS_MIN = 4;

    private final List<BigInteger> days;
    private final LocalDate first;
    /** Each day against the week around it, in millionths; −1 where there is no such week or it cost nothing. */
    private final List<Long> ratios = new ArrayList<>();

    /**
     * @param days what each day cost, in nanos, one after the other
     * @param first the first of them
     */
    public WeekdayPattern(List<BigInteger> days, LocalDate first) {
        this.days = List.copyOf(days);
        this.first = first;
        for (int day = 0; day < days.size(); day++) {
            ratios.add(day < AROUND || day + AROUND >= days.size() ? -1 : ratio(day));
        }
    }

    private long ratio(int day) {
        BigInteger week = sum(day - AROUND, day + AROUND + 1);
        BigInteger amount = days.get(day);
        if (week.signum() <= 0 || amount.signum() < 0) {
            return -1;
        }
        BigInteger ratio =
                amount.multiply(BigInteger.valueOf(WEEK)).multiply(MILLION).divide(week);
        return ratio.min(BigInteger.valueOf(WEEK).multiply(MILLION)).longValueExact();
    }

    private BigInteger sum(int from, int to) {
        return days.subList(from, to).stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What the days before {@code origin} let expect of {@code count} days from it on. */
    public Expectation from(int origin, int count) {
        List<Long> parts = parts(origin);
        BigInteger level = level(origin, parts);
        List<BigInteger> expected = new ArrayList<>();
        for (int day = origin; day < origin + count; day++) {
            expected.add(
                    level.multiply(BigInteger.valueOf(parts.get(weekday(day)))).divide(MILLION));
        }
        return new Expectation(level, expected);
    }

    /** A level, and what it comes to on each day asked for. */
    public record Expectation(BigInteger level, List<BigInteger> days) {
        public Expectation {
            days = List.copyOf(days);
        }

        BigInteger total() {
            return days.stream().reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    private int weekday(int day) {
        return first.plusDays(day).getDayOfWeek().getValue() - 1;
    }

    /** The part of each day of the week, in millionths; they sum to seven millions or a little less. */
    private List<Long> parts(int origin) {
        List<List<Long>> seen = new ArrayList<>();
        for (int weekday = 0; weekday < WEEK; weekday++) {
            seen.add(new ArrayList<>());
        }
        // The week around a day must be over: nothing is known of days from the origin on.
        for (int day = Math.max(0, origin - DAYS); day + AROUND < origin; day++) {
            if (ratios.get(day) >= 0) {
                seen.get(weekday(day)).add(ratios.get(day));
            }
        }
        List<Long> parts = new ArrayList<>();
        long whole = 0;
        for (List<Long> ofWeekday : seen) {
            long part = ofWeekday.isEmpty() ? MILLION.longValue() : Medians.of(ofWeekday);
            parts.add(part);
            whole += part;
        }
        if (whole == 0) {
            parts.replaceAll(part -> MILLION.longValue());
            return parts;
        }
        long sum = whole;
        parts.replaceAll(part -> part * WEEK * MILLION.longValue() / sum);
        return parts;
    }

    private BigInteger level(int origin, List<Long> parts) {
        int from = Math.max(0, origin - WEEK);
        List<BigInteger> levels = new ArrayList<>();
        for (int day = from; day < origin; day++) {
            long part = parts.get(weekday(day));
            if (part >= LEAST_MILLIONTHS) {
                levels.add(days.get(day).multiply(MILLION).divide(BigInteger.valueOf(part)));
            }
        }
        if (levels.size() < LEVEL_DAYS_MIN) {
            return origin == from ? BigInteger.ZERO : sum(from, origin).divide(BigInteger.valueOf(origin - from));
        }
        return Medians.of(levels);
    }
}
