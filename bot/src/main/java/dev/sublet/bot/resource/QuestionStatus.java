package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to agree to. Times are RFC 3339 in UTC. Immutable.
 *
 * @param id another one for each question, so that an answer to an old one counts for nothing
 * @param requestId of the request that it is about
 * @param perMonth for a month without sleep, exact; null when no price can be told
 * @param unpriced why there is no price; null when there is one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QuestionStatus(
        String id,
        State state,
        String requestId,

        @JsonPropertyDescription("What is asked for.") ScopeStatus wanted,

        @JsonPropertyDescription("Who asked and therefore cannot agree.")
        List<String> askedBy,

        @JsonPropertyDescription("Groups and people one of whom has to agree.")
        List<String> approvers,

        @Nullable @JsonPropertyDescription("The price quoted, for a month without sleep.")
        String perMonth,

        @Nullable String currency,
        @Nullable String unpriced,
        String askedAt,

        @JsonPropertyDescription("From when on it is too late.")
        String endsAt,

        @Nullable String decidedBy,
        @Nullable String decidedAt,
        @Nullable String reason) {
    public QuestionStatus {
        askedBy = askedBy == null ? List.of() : List.copyOf(askedBy);
        approvers = approvers == null ? List.of() : List.copyOf(approvers);
    }

    /** How far it is. */
    public enum State {
        Waiting,
        Approved,
        Refused,
        Expired
    }

    /** The same with an outcome. */
    public QuestionStatus decided(State outcome, @Nullable String by, @Nullable String at, @Nullable String why) {
        return new QuestionStatus(
                id, outcome, requestId, wanted, askedBy, approvers, perMonth, currency, unpriced, askedAt, endsAt, by,
                at, why);
    }

    /** The same with those who may decide now. */
    public QuestionStatus approvers(List<String> now) {
        return new QuestionStatus(
                id, state, requestId, wanted, askedBy, now, perMonth, currency, unpriced, askedAt, endsAt, decidedBy,
                decidedAt, reason);
    }
}
