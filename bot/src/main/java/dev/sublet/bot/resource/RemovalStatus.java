package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * How far its removal is. Immutable.
 *
 * @param finalAt from when it is removed for good; until then it can be undone
 * @param done the last step of the removal that is done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RemovalStatus(
        String requestedAt,

        @JsonPropertyDescription("From when it is removed for good; until then it can be undone.")
        String finalAt,

        @Nullable String done) {}
