package dev.sublet.bot.approval;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.ApprovalStatus;
import dev.sublet.bot.resource.DecisionStatus;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.QuestionStatus.State;
import dev.sublet.bot.resource.VirtualCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes decisions on what waits for an approval in one namespace: the one way for command line, Slack and pages. A decision is written into the
 * resource's status, on the condition that nothing of the resource changed since it was read, so of two decisions the first one wins.
 * The operator follows it, after it looked once more at who may decide. Thread-safe.
 */
public final class ApprovalDesk {
    private static final int ATTEMPTS_MAX = 8;
    private static final int CONFLICT = 409;
    private static final int FORBIDDEN = 403;
    private static final int REASON_MAX = 200;

    private final KubernetesClient client;
    private final String namespace;
    private final Membership membership;
    private final Clock clock;

    /** @param membership asked at each decision */
    public ApprovalDesk(KubernetesClient client, String namespace, Membership membership, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.membership = membership;
        this.clock = clock;
    }

    /** Something that waits for a decision. Immutable. */
    public record Pending(String name, QuestionStatus question) {}

    /** All that wait now, the oldest first. */
    public List<Pending> pending() {
        return client.resources(VirtualCluster.class).inNamespace(namespace).list().getItems().stream()
                .flatMap(resource ->
                        open(resource)
                                .map(question ->
                                        new Pending(resource.getMetadata().getName(), question))
                                .stream())
                .sorted(Comparator.comparing((Pending each) -> each.question().askedAt())
                        .thenComparing(Pending::name))
                .toList();
    }

    /** Why a person cannot decide on a question now; empty when he can. Asks who belongs to which group. */
    public Optional<String> hindrance(QuestionStatus question, String person) {
        if (question.state() != State.Waiting) {
            return Optional.of(outcome(question));
        }
        if (!clock.instant().isBefore(Instant.parse(question.endsAt()))) {
            return Optional.of("it waited until " + question.endsAt() + ", which is over; ask again");
        }
        if (Decisions.isAsker(question, person)) {
            return Optional.of(person + " asked for it, and nobody decides on what he asked for");
        }
        return Decisions.entry(question, person, membership).isPresent()
                ? Optional.empty()
                : Optional.of(person + " may not decide on it; " + String.join(" or ", question.approvers()) + " may");
    }

    /**
     * Decides. Said again by the same person it is no error.
     *
     * @param id of the question that the person was shown; null for the one that waits now
     * @param reason of at most 200 characters, or null
     * @return the question as it was decided
     * @throws RefusedException when nothing waits, the person may not decide, or somebody decided before; one line
     */
    public QuestionStatus decide(
            String name, @Nullable String id, boolean approve, Decider by, @Nullable String reason) {
        if (reason != null && reason.length() > REASON_MAX) {
            throw new RefusedException(
                    "a reason of " + reason.length() + " characters is too long; use at most " + REASON_MAX);
        }
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            VirtualCluster there = resource(name).get();
            if (there == null) {
                throw new RefusedException("there is no virtual cluster \"" + name + "\" in namespace " + namespace);
            }
            QuestionStatus question =
                    question(there).orElseThrow(() -> new RefusedException(name + " waits for no approval"));
            if (id != null && !id.equals(question.id())) {
                throw new RefusedException(name + " waits for another approval by now; look at it and decide again");
            }
            Optional<QuestionStatus> known = known(there, question);
            if (known.isPresent()) {
                return repeated(name, known.get(), approve, by);
            }
            hindrance(question, by.person()).ifPresent(why -> {
                throw new RefusedException(name + ": " + why);
            });
            String as = Decisions.entry(question, by.person(), membership).orElseThrow();
            DecisionStatus decision = new DecisionStatus(
                    question.id(),
                    approve,
                    by.person(),
                    as,
                    by.via(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                    reason);
            if (write(there, decision)) {
                return question.decided(Decisions.state(decision), by.person(), decision.at(), reason);
            }
        }
        throw new RefusedException(name + " changes all the time; decide again");
    }

    /** The question with its outcome, whether or not the operator saw the decision already. */
    private static Optional<QuestionStatus> known(VirtualCluster there, QuestionStatus question) {
        if (question.state() != State.Waiting) {
            return Optional.of(question);
        }
        DecisionStatus decision = there.getStatus().decision();
        return decision != null && Decisions.answers(decision, question)
                ? Optional.of(
                        question.decided(Decisions.state(decision), decision.by(), decision.at(), decision.reason()))
                : Optional.empty();
    }

    private static QuestionStatus repeated(String name, QuestionStatus known, boolean approve, Decider by) {
        State wanted = approve ? State.Approved : State.Refused;
        String decider = known.decidedBy();
        if (known.state() == wanted && decider != null && Decider.isSame(decider, by.person())) {
            return known;
        }
        throw new RefusedException(name + ": " + outcome(known));
    }

    private static String outcome(QuestionStatus question) {
        return question.state() == State.Expired
                ? "nobody decided until " + question.endsAt() + "; ask again"
                : question.decidedBy() + " decided before, at " + question.decidedAt() + ": "
                        + (question.state() == State.Approved ? "approved" : "refused");
    }

    /** False when somebody else changed the resource since it was read. */
    private boolean write(VirtualCluster there, DecisionStatus decision) {
        Map<String, Object> said = new HashMap<>();
        said.put("question", decision.question());
        said.put("approved", decision.approved());
        said.put("by", decision.by());
        said.put("as", decision.as());
        said.put("via", decision.via());
        said.put("at", decision.at());
        // Of an earlier decision nothing may stay.
        said.put("reason", decision.reason());
        Map<String, Object> patch = Map.of(
                "metadata",
                Map.of(
                        "uid",
                        there.getMetadata().getUid(),
                        "resourceVersion",
                        there.getMetadata().getResourceVersion()),
                "status",
                Map.of("decision", said));
        String name = there.getMetadata().getName();
        try {
            resource(name)
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return false;
            }
            if (e.getCode() == FORBIDDEN) {
                throw new RefusedException("the API server lets you not decide on " + name
                        + ": you need patch on virtualclusters/status in namespace " + namespace);
            }
            throw e;
        }
    }

    private static Optional<QuestionStatus> open(VirtualCluster resource) {
        return question(resource)
                .filter(question -> question.state() == State.Waiting
                        && known(resource, question).isEmpty());
    }

    private static Optional<QuestionStatus> question(VirtualCluster resource) {
        ApprovalStatus approval =
                resource.getStatus() == null ? null : resource.getStatus().approval();
        return Optional.ofNullable(approval == null ? null : approval.question());
    }

    private Resource<VirtualCluster> resource(String name) {
        return client.resources(VirtualCluster.class).inNamespace(namespace).withName(name);
    }
}
