package dev.sublet.reporter.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.Series;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnusualDaysTest {
    private static final int DAYS = 90;
    private static final int SERIES = 100;
    private static final BigInteger FLOOR = Fixture.DOLLAR;

    @ParameterizedTest
    @EnumSource(names = {"QUIET", "WEEKEND", "GROWTH"})
    void quiet_series_hardly_ever_alarm(Series kind) {
        int alarms = 0;
        int judged = 0;
        for (long seed = 1; seed <= SERIES; seed++) {
            alarms += UnusualDays.in(kind.days(DAYS, 0, seed), Series.FIRST, 0, day -> true, FLOOR)
                    .size();
            judged += DAYS - UnusualDays.DAYS_MIN;
        }

        System.out.println(kind + ", seeds 1 to " + SERIES + ": " + alarms + " false alarms in " + judged + " days");
        assertTrue(alarms * 1000 <= judged * 2, alarms + " of " + judged);
    }

    @Test
    void a_day_of_half_as_much_again_is_found_whatever_the_weekday() {
        int found = 0;
        for (long seed = 1; seed <= SERIES; seed++) {
            int day = 40 + (int) (seed % 40);
            List<BigInteger> days = new ArrayList<>(Series.WEEKEND.days(DAYS, 0, seed));
            days.set(day, days.get(day).multiply(BigInteger.valueOf(3)).divide(BigInteger.TWO));
            found += (int) UnusualDays.in(days, Series.FIRST, 0, each -> true, FLOOR).stream()
                    .filter(each -> each.day() == day && each.differenceNanos().signum() > 0)
                    .count();
        }

        System.out.println("WEEKEND, seeds 1 to " + SERIES + ": " + found + " jumps found");
        assertTrue(found >= 90, found + " found");
    }

    @Test
    void a_step_alarms_until_it_is_the_level() {
        List<UnusualDays.Found> found =
                UnusualDays.in(Series.STEP.days(DAYS, 60, 7), Series.FIRST, 0, day -> true, FLOOR);

        assertEquals(60, found.get(0).day());
        assertTrue(found.get(found.size() - 1).day() <= 67, found.toString());
    }

    @Test
    void cents_days_that_were_not_watched_and_short_pasts_do_not_alarm() {
        List<BigInteger> days = Series.OUTLIER.days(DAYS, 60, 7);
        List<BigInteger> cents =
                days.stream().map(day -> day.divide(BigInteger.valueOf(1000))).toList();

        assertEquals(
                List.of(60),
                UnusualDays.in(days, Series.FIRST, 0, day -> true, FLOOR).stream()
                        .map(UnusualDays.Found::day)
                        .toList());
        assertEquals(List.of(), UnusualDays.in(days, Series.FIRST, 0, day -> day != 60, FLOOR));
        assertEquals(List.of(), UnusualDays.in(days, Series.FIRST, 61, day -> true, FLOOR));
        assertEquals(List.of(), UnusualDays.in(cents, Series.FIRST, 0, day -> true, FLOOR));
        assertEquals(List.of(), UnusualDays.in(days.subList(40, 65), Series.FIRST, 0, day -> true, FLOOR));
    }
}
