package dev.sublet.reporter.close;

import org.jspecify.annotations.Nullable;

/**
 * An objection to what a cost center is to pay in a period {@code [fromS, toS)}.
 *
 * @param vcluster {@code namespace/name}, or null for all of the cost center's lines
 * @param resource or null for all
 * @param answerByS until when it can be answered; silence is acceptance
 * @param outcome {@code accepted} or {@code rejected}, null without an answer
 */
public record Dispute(
        long id,
        long fromS,
        long toS,
        String costCenter,
        @Nullable String vcluster,
        @Nullable String resource,
        String reason,
        String openedBy,
        long openedAtS,
        long answerByS,
        @Nullable String outcome,
        @Nullable String answer,
        @Nullable String resolvedBy,
        @Nullable Long resolvedAtS) {

    /** {@code open}, {@code accepted}, {@code rejected} or {@code accepted by silence}. */
    public String state(long nowS) {
        if (outcome != null) {
            return outcome;
        }
        return nowS < answerByS ? "open" : "accepted by silence";
    }
}
