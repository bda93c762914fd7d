package dev.sublet.reporter.forecast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.support.Series;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forecasts of series that are known to their end: how often the range held what came, and how far the expectation was off. */
class BacktestTest {
    private static final int SERIES = 60;
    private static final int PAST = 84;

    /** How often it came out inside, and by how much the expectation was off in the mean, in thousandths. */
    private record Score(int inside, int tries, long offThousandths) {}

    private static Score score(Series kind, int count, int stepAt) {
        int inside = 0;
        BigInteger off = BigInteger.ZERO;
        for (long seed = 1; seed <= SERIES; seed++) {
            List<BigInteger> days = kind.days(PAST + count, stepAt, seed);
            Outlook outlook = Outlook.of(days.subList(0, PAST), Series.FIRST, count);
            BigInteger came = days.subList(PAST, PAST + count).stream().reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger error = came.subtract(outlook.rest());
            Range range = outlook.range();
            if (error.compareTo(range.below()) >= 0 && error.compareTo(range.above()) <= 0) {
                inside++;
            }
            off = off.add(error.abs().multiply(BigInteger.valueOf(1000)).divide(came));
        }
        return new Score(inside, SERIES, off.divide(BigInteger.valueOf(SERIES)).longValueExact());
    }

    @ParameterizedTest
    @EnumSource(Series.class)
    void four_of_five_months_end_inside_the_range(Series kind) {
        int inside = 0;
        int tries = 0;
        for (int count : new int[] {3, 8, 15, 22, 30}) {
            Score score = score(kind, count, PAST - 20);
            System.out.println("backtest " + kind + ", " + count + " days ahead, seeds 1 to " + SERIES + ": "
                    + score.inside() + " of " + score.tries() + " inside, off by " + score.offThousandths()
                    + " thousandths in the mean");
            inside += score.inside();
            tries += score.tries();
            assertTrue(score.inside() * 100 >= score.tries() * 65, kind + ", " + count + " days: " + score);
            assertTrue(score.offThousandths() < 80, kind + ", " + count + " days: " + score);
        }
        assertTrue(inside * 100 >= tries * 75 && inside * 100 <= tries * 99, inside + " of " + tries);
    }

    @Test
    void a_step_is_followed_after_four_days() {
        Score score = score(Series.STEP, 10, PAST - 4);

        System.out.println("backtest STEP four days ago, seeds 1 to " + SERIES + ": " + score);
        assertTrue(score.offThousandths() < 60, score.toString());
    }
}
