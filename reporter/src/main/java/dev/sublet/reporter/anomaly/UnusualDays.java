package dev.sublet.reporter.anomaly;

import dev.sublet.reporter.forecast.Medians;
import dev.sublet.reporter.forecast.WeekdayPattern;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds days that cost otherwise than the days before let expect: the level of the last seven days times the weekday's part. A day is unusual
 * when 0.6745 × |difference| &gt; 4 × the median difference of the days before (the modified z-score of Iglewicz and Hoaglin, <i>How to
 * Detect and Handle Outliers</i>, 1993; they take 3.5, but here hundreds of series are looked at each day), and the difference is at least
 * a floor of money and a tenth of what was expected. Stateless.
 */
public final class UnusualDays {
    /** Four weeks: a weekday must have been there some times. */
    public static final int DAYS_MIN = 28;

    private static final int DAYS_SEEN = 56;
    private static final int LEARNED = 14;
    private static final int SAME_WEEKDAY_MIN = 4;
    private static final BigInteger Z_UNIT = BigInteger.valueOf(6_745);
    private static final BigInteger Z_LIMIT = BigInteger.valueOf(40_000);
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private UnusualDays() {}

    /** A day by its place in the series. Amounts in nanos. */
    public record Found(int day, BigInteger expectedNanos, BigInteger actualNanos) {
        public BigInteger differenceNanos() {
            return actualNanos.subtract(expectedNanos);
        }
    }

    /**
     * The unusual days from {@code from} on, in their order.
     *
     * @param days what each day cost at the same prices; days before anything cost anything say nothing
     * @param first the first of them
     * @param known whether what is known of a day is whole; one that is not is neither judged nor told by
     * @param floorNanos a difference below it is none
     */
    public static List<Found> in(
            List<BigInteger> days, LocalDate first, int from, IntPredicate known, BigInteger floorNanos) {
        int begins = 0;
        while (begins < days.size() && days.get(begins).signum() == 0) {
            begins++;
        }
        if (days.size() - begins <= DAYS_MIN) {
            return List.of();
        }
        List<BigInteger> lived = days.subList(begins, days.size());
        WeekdayPattern pattern = new WeekdayPattern(lived, first.plusDays(begins));
        List<BigInteger> expected = new ArrayList<>();
        for (int day = 0; day < lived.size(); day++) {
            expected.add(
                    day < LEARNED ? lived.get(day) : pattern.from(day, 1).days().get(0));
        }
        List<Found> found = new ArrayList<>();
        for (int day = Math.max(DAYS_MIN, from - begins); day < lived.size(); day++) {
            Found seen = new Found(begins + day, expected.get(day), lived.get(day));
            if (known.test(begins + day)
                    && seen.differenceNanos().abs().compareTo(floorNanos) >= 0
                    && isFar(seen, spread(lived, expected, day, begins, known))) {
                found.add(seen);
            }
        }
        return List.copyOf(found);
    }

    private static boolean isFar(Found seen, BigInteger spread) {
        BigInteger distance = seen.differenceNanos().abs();
        return distance.multiply(Z_UNIT).compareTo(spread.multiply(Z_LIMIT)) > 0
                && distance.multiply(BigInteger.TEN)
                                .compareTo(seen.expectedNanos().abs())
                        >= 0;
    }

    /**
     * How far days are off as a rule: the median difference of all days before as a part of what was expected, or that of the same weekday
     * in money where it is larger.
     */
    private static BigInteger spread(
            List<BigInteger> lived, List<BigInteger> expected, int day, int begins, IntPredicate known) {
        List<BigInteger> ratios = new ArrayList<>();
        List<BigInteger> sameWeekday = new ArrayList<>();
        for (int before = Math.max(LEARNED, day - DAYS_SEEN); before < day; before++) {
            if (known.test(begins + before)) {
                BigInteger difference = lived.get(before).subtract(expected.get(before));
                if (expected.get(before).signum() > 0) {
                    ratios.add(difference.multiply(MILLION).divide(expected.get(before)));
                }
                if ((day - before) % 7 == 0) {
                    sameWeekday.add(difference);
                }
            }
        }
        BigInteger spread =
                Medians.distance(ratios).multiply(expected.get(day).abs()).divide(MILLION);
        return sameWeekday.size() < SAME_WEEKDAY_MIN ? spread : spread.max(Medians.distance(sameWeekday));
    }
}
