package dev.sublet.bot.removal;

import dev.sublet.bot.resource.PowerStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a deletion can be undone. Immutable.
 *
 * @param begin when somebody asked, or later if protection stood against it until then
 * @param end from when it is final
 */
record Window(Instant begin, Instant end) {
    /** As blueprints have it when they say nothing: holds where the blueprint is gone. */
    static final Duration USUAL = Duration.ofDays(3);

    /**
     * Opens it.
     *
     * @param asked when the deletion was asked for
     * @param unprotected when a protection that refused it ended, or null
     * @param power the last state: who was stopped because a life ended has had its warning, and gets no second window
     */
    static Window of(Instant asked, @Nullable Instant unprotected, Duration undo, @Nullable PowerStatus power) {
        Instant begin = unprotected != null && unprotected.isAfter(asked) ? unprotected : asked;
        Instant end = begin.plus(undo);
        if (power != null && power.reason() == PowerStatus.Reason.Expired) {
            Instant ofLife = Instant.parse(power.since()).plus(undo);
            end = ofLife.isBefore(end) ? ofLife : end;
        }
        return new Window(begin, end.isBefore(begin) ? begin : end);
    }

    boolean isOpen(Instant now) {
        return now.isBefore(end);
    }
}
