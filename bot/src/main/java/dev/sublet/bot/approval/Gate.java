package dev.sublet.bot.approval;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.action.ActionLog;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.quote.Pricer;
import dev.sublet.bot.resource.ApprovalStatus;
import dev.sublet.bot.resource.DecisionStatus;
import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.QuestionStatus.State;
import dev.sublet.bot.resource.RequestStatus;
import dev.sublet.bot.resource.ScopeStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.StatusDraft;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all steps: what needs an approval does not pass without one. Until then a new virtual cluster is not installed, and one that
 * runs goes on as it was. Whoever writes the spec, command line, Slack, Git or kubectl, passes here. Thread-safe.
 */
public final class Gate {
    /** The condition that says what is missing. */
    public static final String CONDITION = "Approved";

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    /** Requests that may ask again for what was refused; others, such as a pause, speak of something else. */
    private static final Set<String> ASKING = Set.of("create", "resize", "extend", "change", "undo");

    private final Resolver resolver;
    private final Judge judge;
    private final ActionLog log;
    private final Clock clock;

    /** @param pricer who tells the prices by which approvals and caps go */
    public Gate(Resolver resolver, Pricer pricer, ActionLog log, Clock clock) {
        this.resolver = resolver;
        this.judge = new Judge(pricer);
        this.log = log;
        this.clock = clock;
    }

    /**
     * Judges what is wanted, asks where somebody has to agree, and follows what was decided. What it finds is in the status afterwards.
     *
     * @param wanted by spec and override
     * @param override in force, or null
     */
    public Passage pass(VirtualCluster resource, Wanted wanted, @Nullable OverrideSpec override, StatusDraft draft) {
        ApprovalStatus before = draft.approval();
        if (before == null && draft.build().readyAt() != null) {
            // It ran before there were approvals.
            before = new ApprovalStatus(Scopes.of(wanted), Scopes.of(wanted), null);
        }
        Way way = new Way(
                resource, wanted, override, draft, before == null ? new ApprovalStatus(null, null, null) : before);
        Passage passage = way.walk();
        Passage.Hold hold = passage.hold();
        if (hold == null) {
            draft.condition(CONDITION, true, "Allowed", "nobody has to agree any more");
        } else {
            draft.condition(CONDITION, false, hold.reason(), hold.message());
        }
        return passage;
    }

    /** One look at one resource. */
    private final class Way {
        private final VirtualCluster resource;
        private final Wanted wanted;
        private final @Nullable OverrideSpec override;
        private final StatusDraft draft;
        private final ApprovalStatus before;
        private final ScopeStatus scope;

        Way(
                VirtualCluster resource,
                Wanted wanted,
                @Nullable OverrideSpec override,
                StatusDraft draft,
                ApprovalStatus before) {
            this.resource = resource;
            this.wanted = wanted;
            this.override = override;
            this.draft = draft;
            this.before = before;
            this.scope = Scopes.of(wanted);
        }

        Passage walk() {
            QuestionStatus question = before.question();
            if (isWithin(before.granted()) || isWithin(before.inForce())) {
                return go(before.granted() == null ? scope : before.granted(), isOpen(question) ? null : question);
            }
            boolean same = question != null && question.wanted().equals(scope);
            if (question != null && same && !wanted.blueprint().approvals().by().isEmpty()) {
                if (isOpen(question)) {
                    return waiting(
                            question.approvers(wanted.blueprint().approvals().by()));
                }
                if (!asksAgain(question)) {
                    return refused(question);
                }
            }
            return judged(question);
        }

        private boolean isWithin(@Nullable ScopeStatus other) {
            return other != null
                    && (other.equals(scope)
                            || Scopes.isWithin(
                                    wanted,
                                    Scopes.resolve(resolver, resource, other, wanted.paused())
                                            .orElse(null)));
        }

        private boolean asksAgain(QuestionStatus question) {
            RequestStatus request = draft.request();
            return request != null
                    && !Questions.key(request, override).equals(question.requestId())
                    && (ASKING.contains(request.verb()) || Questions.overrides(override));
        }

        private Passage judged(@Nullable QuestionStatus last) {
            Verdict verdict = judge.judge(wanted);
            if (verdict instanceof Verdict.Ask ask) {
                QuestionStatus question = Questions.of(resource, wanted, scope, override, ask, draft, clock.instant());
                tell(question, Action.Result.REQUESTED, null, "operator", ask.why());
                return waiting(question);
            }
            if (verdict instanceof Verdict.TooDear dear) {
                return hold(last, new Passage.Hold(Action.Result.REFUSED, "TooDear", dear.why(), LOOK_AGAIN));
            }
            if (verdict instanceof Verdict.Unknown unknown) {
                return hold(last, new Passage.Hold(null, "NoPrice", unknown.why(), LOOK_AGAIN));
            }
            return go(scope, last);
        }

        private Passage waiting(QuestionStatus question) {
            DecisionStatus decision = draft.decision();
            String flaw = "";
            if (decision != null && decision.question().equals(question.id())) {
                Optional<String> found = Decisions.flaw(
                        decision, question, wanted.blueprint().approvals().by());
                if (found.isEmpty()) {
                    return decided(question, decision);
                }
                flaw = "; what " + decision.by() + " said does not count: " + found.get();
            }
            Instant now = clock.instant();
            Instant end = Instant.parse(question.endsAt());
            if (!now.isBefore(end)) {
                QuestionStatus expired =
                        question.decided(State.Expired, null, draft.now(), "nobody decided until " + question.endsAt());
                tell(expired, Action.Result.REFUSED, null, "operator", "nobody decided until " + question.endsAt());
                return refused(expired);
            }
            Duration left = Duration.between(now, end).plusMillis(1);
            return hold(
                    question,
                    new Passage.Hold(
                            null,
                            "AwaitingApproval",
                            Questions.sentence(resource, question) + flaw,
                            left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN));
        }

        private Passage decided(QuestionStatus question, DecisionStatus decision) {
            QuestionStatus done =
                    question.decided(Decisions.state(decision), decision.by(), decision.at(), decision.reason());
            String words = decision.by()
                    + (Decider.isSame(decision.by(), decision.as()) ? "" : ", of " + decision.as())
                    + (decision.reason() == null ? "" : ": " + decision.reason());
            if (decision.approved()) {
                tell(done, Action.Result.DONE, decision.by(), decision.via(), "approved by " + words);
                return go(scope, done);
            }
            tell(done, Action.Result.REFUSED, null, decision.via(), "refused by " + words);
            return refused(done);
        }

        private Passage refused(QuestionStatus question) {
            String why = question.state() == State.Expired
                    ? "nobody decided until " + question.endsAt() + "; ask again"
                    : "refused by " + question.decidedBy()
                            + (question.reason() == null ? "" : ": " + question.reason());
            return hold(
                    question,
                    new Passage.Hold(Action.Result.REFUSED, question.state().name(), why, Duration.ofHours(1)));
        }

        private Passage go(ScopeStatus granted, @Nullable QuestionStatus question) {
            draft.approval(new ApprovalStatus(granted, scope, question));
            return new Passage(wanted, null);
        }

        /** What runs goes on as it was; what does not run waits. */
        private Passage hold(@Nullable QuestionStatus question, Passage.Hold hold) {
            draft.approval(new ApprovalStatus(before.granted(), before.inForce(), question));
            ScopeStatus running = before.inForce();
            Wanted as = running == null
                    ? null
                    : Scopes.resolve(resolver, resource, running, wanted.paused())
                            .orElse(null);
            return new Passage(as, hold);
        }

        private void tell(
                QuestionStatus question,
                Action.Result result,
                @Nullable String approvedBy,
                String via,
                String message) {
            log.told(
                    resource,
                    "approval/" + question.id(),
                    "approval",
                    String.join(", ", question.askedBy()),
                    approvedBy,
                    via,
                    Questions.json(question),
                    result,
                    message);
        }
    }

    private static boolean isOpen(@Nullable QuestionStatus question) {
        return question != null && question.state() == State.Waiting;
    }
}
