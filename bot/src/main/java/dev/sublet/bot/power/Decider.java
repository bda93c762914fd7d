package dev.sublet.bot.power;

import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.PowerStatus.Reason;
import dev.sublet.bot.resource.SleepSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides from what is wanted and what time it is; the strongest reason wins. Stateless. */
final class Decider {
    private Decider() {}

    /**
     * Decides for a moment.
     *
     * @param awakeUntil until when a person wants it awake whatever schedule and idleness say, or null
     * @param quietSince since when no person has asked its API anything, or null when nobody can tell
     */
    static Decision decide(Wanted wanted, Instant now, @Nullable Instant awakeUntil, @Nullable Instant quietSince) {
        Instant end = wanted.life() == null ? null : wanted.createdAt().plus(wanted.life());
        if (end != null && !now.isBefore(end) && !wanted.isProtected()) {
            return new Decision(
                    Reason.Expired,
                    null,
                    "its time ended at " + end + "; 'sublet vcluster extend' brings it back until it is deleted");
        }
        if (wanted.paused()) {
            return new Decision(Reason.Person, end, "paused by a person; 'sublet vcluster resume' starts it");
        }
        if (awakeUntil != null && now.isBefore(awakeUntil)) {
            return running(earliest(end, awakeUntil));
        }
        SleepSchedule schedule = SleepSchedule.of(wanted.sleep());
        Optional<Instant> wakes = schedule.asleepUntil(now);
        if (wakes.isPresent()) {
            return new Decision(
                    Reason.Schedule, earliest(end, wakes.get()), "asleep by its schedule until " + wakes.get());
        }
        Instant sleeps = schedule.nextSleep(now).orElse(null);
        Duration patience = idlePatience(wanted.sleep());
        if (patience != null && quietSince != null) {
            Instant idleAt = quietSince.plus(patience);
            if (!now.isBefore(idleAt)) {
                return new Decision(
                        Reason.Idle,
                        end,
                        "asleep: no person has used it since " + quietSince + "; 'sublet vcluster resume' starts it");
            }
            return running(earliest(end, sleeps, idleAt));
        }
        return running(earliest(end, sleeps));
    }

    private static Decision running(@Nullable Instant changesAt) {
        return new Decision(null, changesAt, "it runs");
    }

    private static @Nullable Duration idlePatience(@Nullable SleepSpec sleep) {
        String text = sleep == null ? null : sleep.afterIdle();
        return text == null ? null : Durations.parse(text).orElse(null);
    }

    private static @Nullable Instant earliest(@Nullable Instant... moments) {
        return Stream.of(moments)
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
