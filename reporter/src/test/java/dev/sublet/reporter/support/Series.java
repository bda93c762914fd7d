package dev.sublet.reporter.support;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up daily costs of kinds that fleets have, around 100 a day; the same for the same seed. */
public enum Series {
    QUIET,
    WEEKEND,
    STEP,
    GROWTH,
    OUTLIER;

    public static final LocalDate FIRST = LocalDate.of(2026, 8, 3);
    private static final long DAY_MICROS = 100_000_000;

    /**
     * The costs of some days.
     *
     * @param stepAt the day of the step or the outlier, which only some kinds have
     */
    public List<BigInteger> days(int count, int stepAt, long seed) {
        Random random = new Random(seed * 31 + name().length());
        List<BigInteger> days = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            // Twelve even numbers make a good normal one; a twentieth of the level is its deviation.
            long noise = -6_000_000;
            for (int i = 0; i < 12; i++) {
                noise += random.nextInt(1_000_001);
            }
            long millionths = (1_000_000 + noise / 20) * part(day, stepAt) / 1_000_000;
            days.add(BigInteger.valueOf(DAY_MICROS / 1_000_000 * millionths).multiply(BigInteger.valueOf(1_000)));
        }
        return days;
    }

    private long part(int day, int stepAt) {
        DayOfWeek weekday = FIRST.plusDays(day).getDayOfWeek();
        boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
        return switch (this) {
            case QUIET -> 1_000_000;
            case WEEKEND -> weekend ? 350_000 : 1_000_000;
            case STEP -> (weekend ? 600_000 : 1_000_000) * (day < stepAt ? 10 : 16) / 10;
            case GROWTH -> (weekend ? 600_000 : 1_000_000) * (1_000 + 7L * day) / 1_000;
            case OUTLIER -> (weekend ? 600_000 : 1_000_000) * (day == stepAt ? 5L : 1);
        };
    }
}
