package dev.sublet.bot.work;

import dev.sublet.bot.resource.ApprovalStatus;
import dev.sublet.bot.resource.DecisionStatus;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.resource.GitStatus;
import dev.sublet.bot.resource.PowerStatus;
import dev.sublet.bot.resource.RemovalStatus;
import dev.sublet.bot.resource.RequestStatus;
import dev.sublet.bot.resource.RestoreStatus;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.resource.VirtualClusterStatus;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A status while it is being written, begun as a copy of the last one. Not thread-safe. */
public final class StatusDraft {
    private final Clock clock;
    private final List<Condition> conditions;
    private @Nullable Phase phase;
    private @Nullable String message;
    private @Nullable Long observedGeneration;
    private @Nullable String hostNamespace;
    private @Nullable Integer blueprintVersion;
    private @Nullable String kubernetesVersion;
    private @Nullable String chartVersion;
    private @Nullable Integer releaseRevision;
    private @Nullable String endpoint;
    private @Nullable String readyAt;
    private @Nullable String expiresAt;
    private @Nullable RequestStatus request;
    private @Nullable PowerStatus power;
    private @Nullable DriftStatus drift;
    private @Nullable RemovalStatus removal;
    private @Nullable ApprovalStatus approval;
    private final @Nullable DecisionStatus decision;
    private @Nullable GitStatus git;
    private @Nullable String team;
    private @Nullable RestoreStatus restore;
    private List<SnapshotStatus> snapshots;
    private @Nullable Duration again;

    public StatusDraft(VirtualClusterStatus from, Clock clock) {
        this.clock = clock;
        phase = from.phase();
        message = from.message();
        observedGeneration = from.observedGeneration();
        hostNamespace = from.hostNamespace();
        blueprintVersion = from.blueprintVersion();
        kubernetesVersion = from.kubernetesVersion();
        chartVersion = from.chartVersion();
        releaseRevision = from.releaseRevision();
        endpoint = from.endpoint();
        readyAt = from.readyAt();
        expiresAt = from.expiresAt();
        request = from.request();
        power = from.power();
        drift = from.drift();
        removal = from.removal();
        approval = from.approval();
        decision = from.decision();
        git = from.git();
        team = from.team();
        restore = from.restore();
        snapshots = from.snapshots();
        conditions = new ArrayList<>(from.conditions());
    }

    /** The status as it stands. */
    public VirtualClusterStatus build() {
        return new VirtualClusterStatus(
                phase,
                message,
                observedGeneration,
                hostNamespace,
                blueprintVersion,
                kubernetesVersion,
                chartVersion,
                releaseRevision,
                endpoint,
                readyAt,
                expiresAt,
                request,
                power,
                drift,
                removal,
                approval,
                decision,
                git,
                team,
                restore,
                snapshots,
                conditions);
    }

    /** This moment, as statuses write it. */
    public String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public @Nullable Phase phase() {
        return phase;
    }

    public StatusDraft phase(Phase next, String why) {
        phase = next;
        message = why;
        return this;
    }

    /** Sets a condition; the time of its last change stays when its status does. */
    public StatusDraft condition(String type, boolean status, String reason, String why) {
        String text = status ? "True" : "False";
        String since = conditions.stream()
                .filter(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(text))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(now());
        conditions.removeIf(condition -> condition.getType().equals(type));
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus(text)
                .withReason(reason)
                .withMessage(why)
                .withLastTransitionTime(since)
                .withObservedGeneration(observedGeneration)
                .build());
        return this;
    }

    public boolean isTrue(String type) {
        return conditions.stream()
                .anyMatch(condition -> condition.getType().equals(type) && "True".equals(condition.getStatus()));
    }

    /** Since when a condition is as it is, or null when it never was set. */
    public @Nullable Instant since(String type) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst()
                .orElse(null);
    }

    public StatusDraft observedGeneration(@Nullable Long generation) {
        observedGeneration = generation;
        return this;
    }

    public StatusDraft hostNamespace(String namespace) {
        hostNamespace = namespace;
        return this;
    }

    public StatusDraft blueprintVersion(int version) {
        blueprintVersion = version;
        return this;
    }

    /** What is installed. */
    public StatusDraft release(String kubernetes, String chart, int revision) {
        kubernetesVersion = kubernetes;
        chartVersion = chart;
        releaseRevision = revision;
        return this;
    }

    public StatusDraft endpoint(@Nullable String address) {
        endpoint = address;
        return this;
    }

    /** Ready for the first time, or again; the first time is kept. */
    public StatusDraft ready() {
        readyAt = Objects.requireNonNullElse(readyAt, now());
        return this;
    }

    public @Nullable String expiresAt() {
        return expiresAt;
    }

    public StatusDraft expiresAt(@Nullable String time) {
        expiresAt = time;
        return this;
    }

    public @Nullable RequestStatus request() {
        return request;
    }

    public StatusDraft request(RequestStatus next) {
        request = next;
        return this;
    }

    public @Nullable PowerStatus power() {
        return power;
    }

    public StatusDraft power(PowerStatus next) {
        power = next;
        return this;
    }

    public @Nullable DriftStatus drift() {
        return drift;
    }

    public StatusDraft drift(DriftStatus next) {
        drift = next;
        return this;
    }

    public @Nullable RemovalStatus removal() {
        return removal;
    }

    public StatusDraft removal(@Nullable RemovalStatus next) {
        removal = next;
        return this;
    }

    public @Nullable ApprovalStatus approval() {
        return approval;
    }

    public StatusDraft approval(ApprovalStatus next) {
        approval = next;
        return this;
    }

    /** What an approver said; null when nobody did. */
    public @Nullable DecisionStatus decision() {
        return decision;
    }

    public StatusDraft git(@Nullable GitStatus owner) {
        git = owner;
        return this;
    }

    public @Nullable String team() {
        return team;
    }

    public StatusDraft team(String next) {
        team = next;
        return this;
    }

    public @Nullable RestoreStatus restore() {
        return restore;
    }

    public StatusDraft restore(RestoreStatus next) {
        restore = next;
        return this;
    }

    public List<SnapshotStatus> snapshots() {
        return snapshots;
    }

    public StatusDraft snapshots(List<SnapshotStatus> next) {
        snapshots = next;
        return this;
    }

    /** When to look again although all is done; null when nothing needs it. Not a part of the status. */
    public @Nullable Duration again() {
        return again;
    }

    /** Asks for another look after this time; the shortest counts. */
    public StatusDraft again(Duration after) {
        again = again == null || after.compareTo(again) < 0 ? after : again;
        return this;
    }
}
