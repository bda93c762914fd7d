package dev.sublet.bot.quote;

import dev.sublet.bot.power.SleepSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long something is awake by its weekly schedule. Stateless. */
final class AwakeTime {
    static final long WEEK_S = Duration.ofDays(7).toSeconds();

    /** Sleeps that are walked one by one; a life beyond is like its first week. */
    private static final int SLEEPS_MAX = 2_000;

    private AwakeTime() {}

    /** Seconds awake in {@code [fromS, toS)}. */
    static long seconds(SleepSchedule schedule, long fromS, long toS) {
        long awake = 0;
        long atS = fromS;
        for (int sleeps = 0; sleeps < SLEEPS_MAX && atS < toS; sleeps++) {
            Instant at = Instant.ofEpochSecond(atS);
            Optional<Instant> waking = schedule.asleepUntil(at);
            if (waking.isPresent()) {
                long next = waking.get().getEpochSecond();
                if (next - atS >= WEEK_S) {
                    // It sleeps all week long, which ends never.
                    return awake;
                }
                atS = next;
                continue;
            }
            long sleepS = schedule.nextSleep(at).map(Instant::getEpochSecond).orElse(toS);
            awake += Math.min(sleepS, toS) - atS;
            atS = sleepS;
        }
        return atS >= toS ? awake : awake + Math.multiplyExact(toS - atS, ofWeek(schedule, fromS)) / WEEK_S;
    }

    /** Seconds awake in the week that begins then. */
    static long ofWeek(SleepSchedule schedule, long fromS) {
        return seconds(schedule, fromS, fromS + WEEK_S);
    }
}
