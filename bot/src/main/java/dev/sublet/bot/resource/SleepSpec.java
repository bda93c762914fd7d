package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a virtual cluster sleeps. Immutable.
 *
 * @param zone a name of the time zone database; UTC when absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SleepSpec(
        @JsonPropertyDescription("Weekly spans of sleep.") List<SleepSpan> weekly,

        @Nullable
        @Pattern("^[A-Za-z][-A-Za-z0-9_+/]{0,63}$")
        @JsonPropertyDescription("The spans' time zone, such as Europe/Berlin; UTC when absent.")
        String zone,

        @Nullable
        @Pattern(Texts.DURATION)
        @JsonPropertyDescription(
                "Sleeps after so long without a person's request; probes and controllers do not count.")
        String afterIdle) {
    public SleepSpec {
        weekly = weekly == null ? List.of() : List.copyOf(weekly);
    }
}
