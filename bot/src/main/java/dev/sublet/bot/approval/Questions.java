package dev.sublet.bot.approval;

import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.quote.Quote;
import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.RequestStatus;
import dev.sublet.bot.resource.ScopeStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.StatusDraft;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes questions and says them. Stateless. */
final class Questions {
    private static final String UNKNOWN = "unknown (";

    private Questions() {}

    static QuestionStatus of(
            VirtualCluster resource,
            Wanted wanted,
            ScopeStatus scope,
            @Nullable OverrideSpec override,
            Verdict.Ask ask,
            StatusDraft draft,
            Instant now) {
        RequestStatus request = draft.request();
        String requestId = key(request, override);
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        Quote quote = ask.quote();
        return new QuestionStatus(
                id(resource, scope, requestId),
                QuestionStatus.State.Waiting,
                requestId,
                scope,
                askers(resource, override, request),
                wanted.blueprint().approvals().by(),
                quote == null ? null : quote.awakePerMonth().toPlainString(),
                quote == null ? null : quote.currency(),
                ask.unpriced(),
                at.toString(),
                at.plus(wanted.blueprint().approvals().openFor()).toString(),
                null,
                null,
                null);
    }

    /** What a question is about: another request or another override is another question. */
    static String key(@Nullable RequestStatus request, @Nullable OverrideSpec override) {
        String id = request == null ? "" : request.id();
        return overrides(override) ? id + "/" + Objects.requireNonNull(override).expiresAt() : id;
    }

    /** Whether an override, and not a request alone, changes what it costs. */
    static boolean overrides(@Nullable OverrideSpec override) {
        return override != null && (override.size() != null || override.timeToLive() != null);
    }

    /** The same when an operator is killed between asking and writing that down, so that the ledger has it once. */
    private static String id(VirtualCluster resource, ScopeStatus scope, String requestId) {
        String text = resource.getMetadata().getUid() + "\n" + Serialization.asJson(scope) + "\n" + requestId;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** All who may have asked: the request, the resource and the override may each name another. */
    private static List<String> askers(
            VirtualCluster resource, @Nullable OverrideSpec override, @Nullable RequestStatus request) {
        List<String> askers = new ArrayList<>();
        add(askers, request == null ? null : request.by());
        add(askers, resource.getSpec().owner().requester());
        add(askers, override == null ? null : override.requester());
        return askers;
    }

    private static void add(List<String> askers, @Nullable String person) {
        if (person != null && !person.startsWith(UNKNOWN) && !askers.contains(person)) {
            askers.add(person);
        }
    }

    /** For people, with what to do. */
    static String sentence(VirtualCluster resource, QuestionStatus question) {
        String price = question.perMonth() == null
                ? "no price can be told (" + question.unpriced() + ")"
                : question.perMonth() + " " + question.currency() + " a month";
        return "waits for " + String.join(" or ", question.approvers()) + " to agree until " + question.endsAt()
                + ": size "
                + question.wanted().size() + ", " + price + "; 'sublet vcluster approve "
                + resource.getMetadata().getName() + "'";
    }

    /** For the ledger. */
    static String json(QuestionStatus question) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("wanted", question.wanted());
        facts.put("approvers", question.approvers());
        facts.put("perMonth", question.perMonth());
        facts.put("currency", question.currency());
        facts.put("askedAt", question.askedAt());
        facts.put("endsAt", question.endsAt());
        facts.put("decidedBy", question.decidedBy());
        facts.put("reason", question.reason());
        facts.values().removeIf(Objects::isNull);
        return Serialization.asJson(facts);
    }
}
