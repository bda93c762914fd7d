package dev.sublet.reporter.forecast;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the next days will cost, with what the same method got wrong before. Outlooks of the same days can be added: expectations sum, and
 * so do the errors of the same moment, so that a range of many is not the sum of their ranges. Amounts in nanos. Immutable.
 *
 * @param days the expectation of each day to come
 * @param bias by how much the sum of the days was expected too low in the middle; part of {@link #rest}
 * @param errors what the sum of as many days came to beyond its expectation and the bias, by the day before which it was made; at the level
 *     of today
 * @param dayErrors likewise for one day
 * @param slack what no error can be told of, because there are too few days: added to both ends
 */
public record Outlook(
        List<BigInteger> days,
        BigInteger bias,
        NavigableMap<Integer, BigInteger> errors,
        NavigableMap<Integer, BigInteger> dayErrors,
        BigInteger slack) {
    /** With fewer days than that there is no weekday to speak of. */
    public static final int DAYS_MIN = 14;

    private static final int ERRORS_MIN = 8;
    /** A level of before may be blown up or shrunk to today's by no more than this. */
    private static final BigInteger SCALE_MAX = BigInteger.valueOf(4);

    private static final BigInteger HALF = BigInteger.TWO;

    public Outlook {
        days = List.copyOf(days);
        errors = new TreeMap<>(errors);
        dayErrors = new TreeMap<>(dayErrors);
    }

    /** Nothing is to come. */
    public static Outlook none(int count) {
        return new Outlook(
                java.util.Collections.nCopies(count, BigInteger.ZERO),
                BigInteger.ZERO,
                new TreeMap<>(),
                new TreeMap<>(),
                BigInteger.ZERO);
    }

    /**
     * Looks {@code count} days ahead.
     *
     * @param past what each day cost, up to the last one that is over; days before anything cost anything say nothing
     * @param first the first of them
     */
    public static Outlook of(List<BigInteger> past, LocalDate first, int count) {
        int begins = 0;
        while (begins < past.size() && past.get(begins).signum() == 0) {
            begins++;
        }
        if (begins == past.size() || count == 0) {
            return none(count);
        }
        List<BigInteger> lived = past.subList(begins, past.size());
        return lived.size() < DAYS_MIN ? plain(lived, count) : patterned(lived, first.plusDays(begins), count, begins);
    }

    /** The mean day; half more or less is as likely as not, for all that is known. */
    private static Outlook plain(List<BigInteger> lived, int count) {
        BigInteger sum = lived.stream().reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger day = sum.divide(BigInteger.valueOf(lived.size()));
        return new Outlook(
                java.util.Collections.nCopies(count, day),
                BigInteger.ZERO,
                new TreeMap<>(),
                new TreeMap<>(),
                day.abs().multiply(BigInteger.valueOf(count)).divide(HALF));
    }

    private static Outlook patterned(List<BigInteger> lived, LocalDate first, int count, int begins) {
        WeekdayPattern pattern = new WeekdayPattern(lived, first);
        WeekdayPattern.Expectation now = pattern.from(lived.size(), count);
        NavigableMap<Integer, BigInteger> errors = new TreeMap<>();
        NavigableMap<Integer, BigInteger> dayErrors = new TreeMap<>();
        for (int origin = DAYS_MIN; origin < lived.size(); origin++) {
            int ahead = Math.min(count, lived.size() - origin);
            WeekdayPattern.Expectation then = pattern.from(origin, ahead);
            BigInteger oneDay = lived.get(origin).subtract(then.days().get(0));
            dayErrors.put(begins + origin, atLevel(oneDay, then.level(), now.level()));
            if (ahead == count) {
                BigInteger came =
                        lived.subList(origin, origin + count).stream().reduce(BigInteger.ZERO, BigInteger::add);
                errors.put(begins + origin, atLevel(came.subtract(then.total()), then.level(), now.level()));
            }
        }
        if (errors.size() < ERRORS_MIN) {
            BigInteger slack = now.total().abs().multiply(BigInteger.valueOf(3)).divide(BigInteger.TEN);
            return new Outlook(now.days(), BigInteger.ZERO, new TreeMap<>(), dayErrors, slack);
        }
        BigInteger bias = Medians.of(errors.values());
        errors.replaceAll((origin, error) -> error.subtract(bias));
        return new Outlook(now.days(), bias, errors, dayErrors, BigInteger.ZERO);
    }

    /** An error of a time when all cost less or more, as large as it would be today. */
    private static BigInteger atLevel(BigInteger error, BigInteger then, BigInteger now) {
        if (then.signum() <= 0 || now.signum() <= 0) {
            return error;
        }
        if (now.compareTo(then.multiply(SCALE_MAX)) > 0) {
            return error.multiply(SCALE_MAX);
        }
        if (then.compareTo(now.multiply(SCALE_MAX)) > 0) {
            return error.divide(SCALE_MAX);
        }
        return error.multiply(now).divide(then);
    }

    /** Both together; they must be of the same days. */
    public Outlook plus(Outlook other) {
        List<BigInteger> sums = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            sums.add(days.get(day).add(other.days.get(day)));
        }
        NavigableMap<Integer, BigInteger> both = new TreeMap<>(errors);
        other.errors.forEach((origin, error) -> both.merge(origin, error, BigInteger::add));
        NavigableMap<Integer, BigInteger> bothDays = new TreeMap<>(dayErrors);
        other.dayErrors.forEach((origin, error) -> bothDays.merge(origin, error, BigInteger::add));
        return new Outlook(sums, bias.add(other.bias), both, bothDays, slack.add(other.slack));
    }

    /** These days and what is known of them without any doubt. */
    public Outlook plusCertain(List<BigInteger> certain) {
        List<BigInteger> sums = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            sums.add(days.get(day).add(certain.get(day)));
        }
        return new Outlook(sums, bias, errors, dayErrors, slack);
    }

    /** Each day times a ratio of its own, such as of prices that change; errors grow with the mean of them. */
    public Outlook times(List<BigInteger> over, List<BigInteger> under) {
        List<BigInteger> scaled = new ArrayList<>();
        BigInteger before = BigInteger.ZERO;
        BigInteger after = BigInteger.ZERO;
        for (int day = 0; day < days.size(); day++) {
            BigInteger amount = days.get(day).multiply(over.get(day)).divide(under.get(day));
            scaled.add(amount);
            before = before.add(days.get(day));
            after = after.add(amount);
        }
        if (before.signum() == 0) {
            return new Outlook(scaled, bias, errors, dayErrors, slack);
        }
        BigInteger from = before;
        BigInteger to = after;
        NavigableMap<Integer, BigInteger> grown = new TreeMap<>(errors);
        grown.replaceAll((origin, error) -> error.multiply(to).divide(from));
        NavigableMap<Integer, BigInteger> grownDays = new TreeMap<>(dayErrors);
        grownDays.replaceAll((origin, error) -> error.multiply(to).divide(from));
        return new Outlook(
                scaled,
                bias.multiply(to).divide(from),
                grown,
                grownDays,
                slack.multiply(to).divide(from).abs());
    }

    /** The expectation of all days to come. */
    public BigInteger rest() {
        return days.stream().reduce(bias, BigInteger::add);
    }

    /** The range in which the sum of the days to come lies in four cases of five. */
    public Range range() {
        return Range.of(this);
    }
}
