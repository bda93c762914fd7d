package dev.sublet.simulator.scenario;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** When what happens, relative to the month before {@code now}, so that last month always has something to show. */
record Dates(long startS, long nowS) {
    static final long NEVER = Long.MAX_VALUE;
    static final long HOUR = 3_600;
    static final long DAY = 24 * HOUR;
    /** How far the plan reaches into the future. */
    private static final long AHEAD_DAYS = 45;

    static Dates of(Instant now) {
        ZonedDateTime start = now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .minusMonths(1)
                .atStartOfDay(ZoneOffset.UTC);
        return new Dates(start.toEpochSecond(), now.getEpochSecond());
    }

    /** This many days, hours and minutes after the start. */
    long at(int day, int hour, int minute) {
        return startS + day * DAY + hour * HOUR + minute * 60L;
    }

    long horizonS() {
        return nowS + AHEAD_DAYS * DAY;
    }

    /** Everything that was there before the scenario began. */
    long longAgo() {
        return startS - 40 * DAY;
    }

    long previewUninstalled() {
        return at(8, 9, 0);
    }

    long previewInstalledAgain() {
        return at(9, 14, 0);
    }

    long climbBegins() {
        return at(10, 6, 0);
    }

    long nodeFails() {
        return at(11, 3, 10);
    }

    long sandboxTransferred() {
        return at(14, 10, 0);
    }

    long stagingPaused() {
        return at(19, 18, 0);
    }
}
