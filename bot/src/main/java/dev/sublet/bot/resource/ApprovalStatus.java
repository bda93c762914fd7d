package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * What may be, and what somebody has to agree to. Written by the operator only. Immutable.
 *
 * @param granted the most that may be; null before anything was
 * @param inForce what runs, which is within what was granted
 * @param question the last one, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApprovalStatus(
        @Nullable @JsonPropertyDescription("What was agreed to or needed no approval.")
        ScopeStatus granted,

        @Nullable @JsonPropertyDescription("What runs or is being made.")
        ScopeStatus inForce,

        @Nullable QuestionStatus question) {}
