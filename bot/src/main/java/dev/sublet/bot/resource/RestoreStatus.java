package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A way back to a snapshot. Immutable.
 *
 * @param id of the request
 * @param before the snapshot of what was there, taken first, or null when there is none
 * @param endedAt when it ran again or was refused, or null while it is under way
 * @param message for people: what came of it, and what is not in the snapshot
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreStatus(
        String id,
        String snapshot,
        String startedAt,
        State state,
        @Nullable String before,
        @Nullable String endedAt,
        @Nullable String message) {
    /** How far it is. */
    public enum State {
        /** What is there is copied, stopped and replaced. */
        Replacing,
        /** All volumes are those of the snapshot; it starts. */
        Starting,
        Done,
        Refused
    }
}
