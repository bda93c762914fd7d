package dev.sublet.bot.operator;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.approval.Gate;
import dev.sublet.bot.approval.Passage;
import dev.sublet.bot.drift.DriftCounts;
import dev.sublet.bot.gitops.ExpiredOverrides;
import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.gitops.Overrides;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.removal.Expiry;
import dev.sublet.bot.resource.RequestStatus;
import dev.sublet.bot.resource.RestoreStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterOverride;
import dev.sublet.bot.resource.VirtualClusterStatus;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.transfer.TransferStep;
import dev.sublet.bot.upgrade.UpgradeStep;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Removal;
import dev.sublet.bot.work.StatusDraft;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.StepWatch;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings VirtualClusters to what they want. Thread-safe: the SDK works on each resource in one thread at a time. */
@ControllerConfiguration(name = VirtualClusterReconciler.NAME, finalizerName = VirtualClusterReconciler.FINALIZER)
public final class VirtualClusterReconciler implements Reconciler<VirtualCluster>, Cleaner<VirtualCluster> {
    public static final String FINALIZER = "sublet.dev/virtualcluster";
    static final String NAME = "virtualcluster";
    private static final Duration CALM = Duration.ofMinutes(10);

    private final Host host;
    private final Resolver resolver;
    private final Gate gate;
    private final List<Step> steps;
    private final Removal removal;
    private final DriftCounts driftCounts;
    private final StepWatch watch;

    VirtualClusterReconciler(
            Host host,
            Resolver resolver,
            Gate gate,
            List<Step> steps,
            Removal removal,
            DriftCounts driftCounts,
            StepWatch watch) {
        this.host = host;
        this.resolver = resolver;
        this.gate = gate;
        this.steps = List.copyOf(steps);
        this.removal = removal;
        this.driftCounts = driftCounts;
        this.watch = watch;
    }

    @Override
    public List<EventSource<?, VirtualCluster>> prepareEventSources(EventSourceContext<VirtualCluster> context) {
        return Watched.sources(context, host.settings().watched());
    }

    @Override
    public UpdateControl<VirtualCluster> reconcile(VirtualCluster resource, Context<VirtualCluster> context) {
        StatusDraft draft = draft(resource);
        RequestStatus request = host.log().begin(resource, draft.request());
        draft.request(request);
        try {
            Overrides overrides =
                    Overrides.at(host.clock().instant(), context.getSecondaryResources(VirtualClusterOverride.class));
            ExpiredOverrides.delete(host, resource, overrides.expired());
            draft.git(GitOwner.of(resource).orElse(null));
            Wanted asked = resolver.resolve(resource, overrides.inForce());
            Passage passage = gate.pass(resource, asked, overrides.inForce(), draft);
            Wanted wanted = passage.wanted();
            if (wanted == null) {
                return held(resource, draft, request, Objects.requireNonNull(passage.hold()));
            }
            draft.blueprintVersion(wanted.blueprint().version());
            draft.condition(
                    "Accepted",
                    true,
                    "Allowed",
                    "blueprint " + wanted.blueprint().reference() + " allows it");
            Duration calm = calm(Stream.of(
                    Expiry.of(wanted).flatMap(expiry -> expiry.next(host.clock().instant())),
                    TransferStep.due(resource),
                    Optional.ofNullable(overrides.changesAt())));
            return answer(resource, draft, walk(new Work(resource, wanted, host, draft)), calm, passage.hold());
        } catch (RefusedException e) {
            draft.condition("Accepted", false, "Refused", line(e));
            draft.condition("Ready", false, "Refused", line(e));
            draft.request(host.log().end(resource, request, draft.approval(), Action.Result.REFUSED, line(e)));
            // What a person has to change may also be elsewhere, such as in a blueprint.
            return patch(resource, draft.phase(Phase.Blocked, line(e)))
                    .rescheduleAfter(calm(Stream.of(TransferStep.due(resource))));
        }
    }

    /** Nothing of it is there, and nothing may be. */
    private UpdateControl<VirtualCluster> held(
            VirtualCluster resource, StatusDraft draft, RequestStatus request, Passage.Hold hold) {
        draft.condition("Ready", false, hold.reason(), hold.message());
        if (hold.result() != null) {
            draft.request(host.log().end(resource, request, draft.approval(), hold.result(), hold.message()));
        }
        Phase phase = hold.result() == null ? Phase.AwaitingApproval : Phase.Blocked;
        return patch(resource, draft.phase(phase, hold.message())).rescheduleAfter(hold.again());
    }

    /** Step after step, until one has to wait. */
    private Outcome walk(Work work) {
        String reference = work.wanted().reference();
        for (Step step : steps) {
            watch.at(reference, step.name(), StepWatch.Moment.BEFORE);
            Outcome outcome = step.run(work);
            watch.at(reference, step.name(), StepWatch.Moment.AFTER);
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        return Outcome.DONE;
    }

    /** Until something changes by itself, or until it is time to look whether anything did. */
    private Duration calm(Stream<Optional<Instant>> changes) {
        Instant now = host.clock().instant();
        Instant usual = now.plus(CALM);
        Instant next = changes.flatMap(Optional::stream)
                .filter(change -> change.isAfter(now) && change.isBefore(usual))
                .min(Instant::compareTo)
                .orElse(usual);
        return Duration.between(now, next).plusMillis(1);
    }

    private static Duration shorter(@Nullable Duration wanted, Duration calm) {
        return wanted == null || calm.compareTo(wanted) < 0 ? calm : wanted;
    }

    private UpdateControl<VirtualCluster> answer(
            VirtualCluster resource, StatusDraft draft, Outcome outcome, Duration usual, Passage.@Nullable Hold hold) {
        Duration calm = hold == null ? usual : shorter(hold.again(), usual);
        if (outcome instanceof Outcome.Waiting waiting) {
            boolean wasReady = draft.build().readyAt() != null;
            draft.condition("Ready", false, "Waiting", waiting.message());
            Phase phase = isRestored(draft)
                    ? Phase.Restoring
                    : draft.isTrue(UpgradeStep.UPGRADING)
                            ? Phase.Upgrading
                            : wasReady ? Phase.Degraded : Phase.Creating;
            return patch(resource, draft.phase(phase, waiting.message()))
                    .rescheduleAfter(shorter(waiting.again(), calm));
        }
        if (outcome instanceof Outcome.Ended ended) {
            done(resource, draft, hold, ended.message());
            draft.condition("Ready", false, ended.phase().name(), ended.message());
            UpdateControl<VirtualCluster> update = patch(resource, draft.phase(ended.phase(), ended.message()));
            return update.rescheduleAfter(shorter(ended.again(), calm));
        }
        done(resource, draft, hold, "");
        draft.ready().condition("Ready", true, "Running", "it runs as the blueprint says");
        Duration again = draft.again();
        return patch(resource, draft.phase(Phase.Ready, "it runs as the blueprint says"))
                .rescheduleAfter(again != null && again.compareTo(calm) < 0 ? again : calm);
    }

    /** A request that waits for an approval is not done, however well the rest runs. */
    private void done(VirtualCluster resource, StatusDraft draft, Passage.@Nullable Hold hold, String message) {
        RequestStatus request = Objects.requireNonNull(draft.request());
        Action.Result result = hold == null ? Action.Result.DONE : hold.result();
        if (result != null) {
            draft.request(host.log()
                    .end(resource, request, draft.approval(), result, hold == null ? message : hold.message()));
        }
    }

    @Override
    public DeleteControl cleanup(VirtualCluster resource, Context<VirtualCluster> context) {
        StatusDraft draft = draft(resource);
        draft.request(host.log().begin(resource, draft.request()));
        Outcome outcome = removal.step(resource, draft, watch);
        if (outcome instanceof Outcome.Done) {
            driftCounts.forget(
                    resource.getMetadata().getNamespace(),
                    resource.getMetadata().getName());
            RequestStatus request = Objects.requireNonNull(draft.request());
            if (!request.result().equals(Action.Result.REFUSED.word())) {
                host.log().end(resource, request, draft.approval(), Action.Result.DONE, "nothing is left");
            }
            return DeleteControl.defaultDelete();
        }
        if (!draft.build().equals(resource.getStatus())) {
            // A cleanup cannot answer with a status: it is written here, under the name by which the SDK owns it.
            host.client()
                    .resource(status(resource, draft.build()))
                    .subresource("status")
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager(NAME)
                            .withForce(true)
                            .build());
        }
        Duration again = outcome instanceof Outcome.Waiting waiting ? waiting.again() : CALM;
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis());
    }

    /** Retries are the SDK's, bounded and ever longer; each says why there is another. */
    @Override
    public ErrorStatusUpdateControl<VirtualCluster> updateErrorStatus(
            VirtualCluster resource, Context<VirtualCluster> context, Exception e) {
        boolean last =
                context.getRetryInfo().map(retry -> retry.isLastAttempt()).orElse(false);
        StatusDraft draft = draft(resource);
        String what = line(e)
                + (last
                        ? "; tried as often as allowed: change the spec or restart the operator to try again"
                        : "; trying again");
        draft.condition("Ready", false, "Failed", what);
        if (last && draft.request() != null) {
            draft.request(host.log().end(resource, draft.request(), draft.approval(), Action.Result.FAILED, line(e)));
        }
        draft.phase(last ? Phase.Blocked : draft.build().readyAt() == null ? Phase.Creating : Phase.Degraded, what);
        return ErrorStatusUpdateControl.patchStatus(status(resource, draft.build()));
    }

    private static boolean isRestored(StatusDraft draft) {
        RestoreStatus restore = draft.restore();
        return restore != null && restore.endedAt() == null;
    }

    private StatusDraft draft(VirtualCluster resource) {
        VirtualClusterStatus status = resource.getStatus() == null ? VirtualClusterStatus.NONE : resource.getStatus();
        return new StatusDraft(status, host.clock())
                .observedGeneration(resource.getMetadata().getGeneration());
    }

    private static UpdateControl<VirtualCluster> patch(VirtualCluster resource, StatusDraft draft) {
        VirtualClusterStatus status = draft.build();
        return status.equals(resource.getStatus())
                ? UpdateControl.noUpdate()
                : UpdateControl.patchStatus(status(resource, status));
    }

    /** Only what the operator owns: the rest is the spec's writers'. */
    static VirtualCluster status(VirtualCluster resource, VirtualClusterStatus status) {
        VirtualCluster patch = new VirtualCluster();
        patch.getMetadata().setName(resource.getMetadata().getName());
        patch.getMetadata().setNamespace(resource.getMetadata().getNamespace());
        patch.setStatus(status.ofOperator());
        return patch;
    }

    private static String line(Exception e) {
        return Stream.of(String.valueOf(e.getMessage()))
                .flatMap(String::lines)
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
