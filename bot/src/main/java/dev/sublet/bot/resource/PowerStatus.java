package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether it runs. Immutable.
 *
 * @param since when that began
 * @param wakesAt when a sleep by schedule ends
 * @param lost bare pods and Jobs that were running when it stopped and do not come back
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PowerStatus(
        State state,
        @Nullable Reason reason,
        String since,
        @Nullable String wakesAt,

        @JsonPropertyDescription("Bare pods and Jobs that were running when it stopped and do not come back.")
        List<String> lost) {
    public PowerStatus {
        lost = lost == null ? List.of() : List.copyOf(lost);
    }

    /** Whether a control plane runs. */
    public enum State {
        Running,
        Stopping,
        Stopped,
        Starting
    }

    /** Why it does not run. */
    public enum Reason {
        Person,
        Schedule,
        Idle,
        Expired,
        Deletion
    }
}
