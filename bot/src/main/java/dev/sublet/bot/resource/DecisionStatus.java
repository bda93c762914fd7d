package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * What an approver said. It is a part of the status because the right to change a status is another one than the right to ask; the operator
 * never writes it. Immutable.
 *
 * @param question the id of the question that it answers
 * @param by a person
 * @param as the entry of the approvers by which the person may decide
 * @param via cli, slack or api
 * @param at RFC 3339 in UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecisionStatus(
        String question,
        boolean approved,
        String by,

        @JsonPropertyDescription("The group or person of the approvers that the decision rests on.")
        String as,

        String via,
        String at,
        @Nullable String reason) {}
