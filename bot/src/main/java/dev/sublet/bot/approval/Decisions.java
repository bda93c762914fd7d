package dev.sublet.bot.approval;

import dev.sublet.bot.resource.DecisionStatus;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.QuestionStatus.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which decisions count. The desk asks before it writes one, and the operator again before it follows one. Stateless. */
final class Decisions {
    private Decisions() {}

    /** The entry of the approvers by which a person may decide; empty when there is none. */
    static Optional<String> entry(QuestionStatus question, String person, Membership membership) {
        return question.approvers().stream()
                .filter(entry -> Decider.isSame(entry, person) || membership.isMember(entry, person))
                .findFirst();
    }

    /** Whether a person asked for it, or the resource says so: such a person never decides. */
    static boolean isAsker(QuestionStatus question, String person) {
        return question.askedBy().stream().anyMatch(asker -> Decider.isSame(asker, person));
    }

    /**
     * Why a decision does not count; empty when it does. Who belongs to a group was asked when it was made; that the group may still decide is
     * asked here.
     *
     * @param approvers of the blueprint, as they are now
     */
    static Optional<String> flaw(DecisionStatus decision, QuestionStatus question, List<String> approvers) {
        if (isAsker(question, decision.by())) {
            return Optional.of(decision.by() + " asked for it and cannot decide on it");
        }
        if (approvers.stream().noneMatch(entry -> Decider.isSame(entry, decision.as()))) {
            return Optional.of(decision.as() + " is no longer among those who may decide: " + approvers);
        }
        Optional<Instant> at = time(decision.at());
        if (at.isEmpty()
                || at.get().isBefore(Instant.parse(question.askedAt()))
                || !at.get().isBefore(Instant.parse(question.endsAt()))) {
            return Optional.of("it was made at " + decision.at() + ", outside of " + question.askedAt() + " to "
                    + question.endsAt());
        }
        return Optional.empty();
    }

    /** Whether a decision answers this question and counts. */
    static boolean answers(DecisionStatus decision, QuestionStatus question) {
        return decision.question().equals(question.id())
                && flaw(decision, question, question.approvers()).isEmpty();
    }

    static State state(DecisionStatus decision) {
        return decision.approved() ? State.Approved : State.Refused;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
