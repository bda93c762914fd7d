package dev.sublet.bot.removal;

import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.PowerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a life ends and what comes before and after. Immutable.
 *
 * @param warnAt a day before its end, or a tenth of a life shorter than ten days
 * @param end when it is paused
 */
public record Expiry(Instant warnAt, Instant end) {
    private static final Duration NOTICE = Duration.ofDays(1);
    private static final int SHORT_PART = 10;

    /** Empty for a life without an end, and for a protected one. */
    public static Optional<Expiry> of(Wanted wanted) {
        Duration life = wanted.life();
        if (life == null || wanted.isProtected()) {
            return Optional.empty();
        }
        Duration part = life.dividedBy(SHORT_PART);
        Instant end = wanted.createdAt().plus(life);
        return Optional.of(new Expiry(end.minus(part.compareTo(NOTICE) < 0 ? part : NOTICE), end));
    }

    /** Whether it will be paused soon. */
    boolean isSoon(Instant now) {
        return !now.isBefore(warnAt) && now.isBefore(end);
    }

    /** When it is deleted; counts from when it was really stopped for it, and is null until then. */
    static @Nullable Instant deleteAt(@Nullable PowerStatus power, Duration undo) {
        return power == null
                        || power.reason() != PowerStatus.Reason.Expired
                        || power.state() != PowerStatus.State.Stopped
                ? null
                : Instant.parse(power.since()).plus(undo);
    }

    /** The next moment at which something of it changes; empty when that is past. */
    public Optional<Instant> next(Instant now) {
        return Stream.of(warnAt, end).filter(moment -> moment.isAfter(now)).findFirst();
    }
}
