package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * One object that is not as the blueprint says. Immutable.
 *
 * @param inside whether it is inside the virtual cluster rather than on the host
 * @param what the first field that differs, or that the object is missing
 * @param repaired whether it was put right
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftItem(
        String kind,
        @Nullable String namespace,
        String name,
        boolean inside,
        String what,

        @JsonPropertyDescription("Whether it was put right.")
        boolean repaired) {}
