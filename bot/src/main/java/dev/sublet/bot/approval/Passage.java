package dev.sublet.bot.approval;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.plan.Wanted;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the gate lets through. Immutable.
 *
 * @param wanted what to make true now; null when nothing may be
 * @param hold what was asked for besides and may not be, or null
 */
public record Passage(@Nullable Wanted wanted, @Nullable Hold hold) {
    /**
     * Something that may not be, or not yet.
     *
     * @param result of the request; null while it waits
     * @param again when to look again
     */
    public record Hold(Action.@Nullable Result result, String reason, String message, Duration again) {}
}
