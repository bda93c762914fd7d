package dev.sublet.bot.restore;

import dev.sublet.bot.access.Access;
import dev.sublet.bot.argocd.ArgoCdRemoval;
import dev.sublet.bot.inside.Insides;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.power.Pause;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.resource.RestoreStatus;
import dev.sublet.bot.resource.RestoreStatus.State;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.snapshot.Claims;
import dev.sublet.bot.snapshot.Marks;
import dev.sublet.bot.snapshot.Refill;
import dev.sublet.bot.snapshot.Snapshots;
import dev.sublet.bot.upgrade.Hop;
import dev.sublet.bot.upgrade.Targets;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import dev.sublet.bot.work.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way back to a snapshot: what is there is copied, the control plane stops, each volume gives way to its copy, the release becomes the
 * one that ran then, and it starts. Nothing is deleted before its copy can be used. Steps do nothing unless somebody asked. Thread-safe.
 */
public final class RestoreSteps {
    private static final String WHY = "restore";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LISTED = Duration.ofSeconds(1);
    private static final int NAMED_MAX = 5;

    private final Snapshots snapshots;
    private final Insides insides;
    private final Kinds kinds;

    public RestoreSteps(Snapshots snapshots, Insides insides, Kinds kinds) {
        this.snapshots = snapshots;
        this.insides = insides;
        this.kinds = kinds;
    }

    /** Before it is decided whether it runs. */
    public List<Step> before() {
        return List.of(
                step("RestoreCopy", this::copy),
                step("RestoreStop", RestoreSteps::stop),
                step("RestoreVolumes", RestoreSteps::volumes),
                step("RestoreRelease", RestoreSteps::release));
    }

    /** When it runs again, before anything else happens inside. */
    public Step after() {
        return Step.of("Restored", this::restored);
    }

    private Step step(String name, BiFunction<Work, Refill, Outcome> run) {
        return Step.of(name, work -> {
            Optional<RestoreStatus> underWay = underWay(work);
            if (underWay.isEmpty()) {
                return Outcome.DONE;
            }
            RestoreStatus restore = underWay.get();
            Refill refill = Refill.of(work, snapshots, kinds, restore.snapshot(), restore.id());
            if (!refill.isKept()) {
                String message = "there is no snapshot " + restore.snapshot() + " of "
                        + work.wanted().reference() + "; 'sublet vcluster snapshots "
                        + work.wanted().name() + "' lists what is kept";
                work.status().restore(as(work, restore, State.Refused, restore.before(), message));
                throw new RefusedException(message);
            }
            return run.apply(work, refill);
        });
    }

    private static Optional<RestoreStatus> underWay(Work work) {
        Optional<RestoreRequest> asked = RestoreRequest.of(work.resource());
        RestoreStatus last = work.status().restore();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        if (last != null && last.id().equals(asked.get().id())) {
            return last.state() == State.Replacing ? Optional.of(last) : Optional.empty();
        }
        RestoreStatus begun = new RestoreStatus(
                asked.get().id(), asked.get().snapshot(), work.status().now(), State.Replacing, null, null, null);
        work.status().restore(begun);
        return Optional.of(begun);
    }

    private Outcome copy(Work work, Refill refill) {
        Wanted wanted = work.wanted();
        boolean nothing = Claims.of(work.host().client(), wanted.hostNamespace(), wanted.name())
                .isEmpty();
        if (nothing || Snapshots.isWaived(work) || refill.isDone()) {
            return Outcome.DONE;
        }
        if (wanted.blueprint().snapshots() == null) {
            String message = "blueprint " + wanted.blueprint().reference()
                    + " takes no snapshots, so what is there now would be lost";
            work.status().condition(Snapshots.POSSIBLE, false, "NoSnapshotClass", message);
            throw new RefusedException("the restore waits: " + message + "; set annotation " + Snapshots.WITHOUT
                    + " to \"true\" to go on without");
        }
        String name = wanted.name() + "-b" + Marks.id(refill.request());
        Outcome outcome = snapshots.take(work, name, WHY);
        RestoreStatus restore = work.status().restore();
        if (restore != null && restore.before() == null && !(outcome instanceof Outcome.Waiting)) {
            work.status().restore(as(work, restore, State.Replacing, name, null));
        }
        return outcome;
    }

    private static Outcome stop(Work work, Refill refill) {
        if (refill.isDone()) {
            return Outcome.DONE;
        }
        Wanted wanted = work.wanted();
        Optional<Workload> workload = Workload.find(work.host().client(), wanted);
        if (workload.isPresent() && !Pause.isPaused(workload.get())) {
            ArgoCdRemoval.quiet(work.host(), work.resource(), wanted.hostNamespace());
            Pause.pause(
                    work.host().client(), workload.get(), work.host().clock().instant());
            workload = Workload.find(work.host().client(), wanted);
        }
        if (workload.map(Workload::existing).orElse(0) > 0) {
            return new Outcome.Waiting(
                    "it stops to go back to snapshot " + refill.snapshot().name(), SOON);
        }
        Pause.deletePods(work.host().client(), wanted.hostNamespace(), wanted.name());
        return Outcome.DONE;
    }

    private static Outcome volumes(Work work, Refill refill) {
        return refill.replace();
    }

    /** The store of then needs the control plane of then; what is wanted since comes after it, as any upgrade. */
    private static Outcome release(Work work, Refill refill) {
        Wanted wanted = work.wanted();
        SnapshotStatus snapshot = refill.snapshot();
        String chart = snapshot.chartVersion();
        String kubernetes = snapshot.kubernetesVersion();
        Optional<StoredRelease> stored = work.host().releases().find(wanted.hostNamespace(), wanted.name());
        if (stored.isPresent() && chart != null && kubernetes != null) {
            boolean same = stored.get().isDeployed()
                    && stored.get().chartVersion().equals(chart)
                    && Targets.versions(stored.get()).kubernetes().equals(kubernetes);
            if (!same) {
                work.host().releases().apply(Targets.order(work, new Hop(chart, kubernetes, WHY)));
                work.host()
                        .releases()
                        .find(wanted.hostNamespace(), wanted.name())
                        .ifPresent(there -> work.status().release(kubernetes, chart, there.revision()));
            }
        }
        RestoreStatus restore = work.status().restore();
        if (restore != null) {
            work.status().restore(as(work, restore, State.Starting, restore.before(), left(refill)));
        }
        // A later step may upgrade: the status has to say first that the way back is behind it.
        return new Outcome.Waiting("all volumes are those of snapshot " + snapshot.name(), LISTED);
    }

    private static @Nullable String left(Refill refill) {
        List<String> surplus = refill.surplus();
        return surplus.isEmpty()
                ? null
                : surplus.size() + " volumes are younger than the snapshot and not in it: "
                        + String.join(", ", surplus.stream().limit(NAMED_MAX).toList());
    }

    /** Whoever had access when the snapshot was taken would have it again: nobody has, until he asks. */
    private Outcome restored(Work work) {
        RestoreStatus restore = work.status().restore();
        if (restore == null || restore.state() != State.Starting) {
            return Outcome.DONE;
        }
        if (!Access.isPossible(work.host().vclusters(), work.wanted())) {
            return new Outcome.Waiting("it has not written its kubeconfig yet", SOON);
        }
        new Access(work.host().client(), work.host().vclusters(), null).revokeAll(work.wanted());
        insides.forget(work.wanted().uid());
        ArgoCdRemoval.renew(work.host(), work.resource(), work.wanted().hostNamespace());
        String message = "it is as it was in snapshot " + restore.snapshot()
                + (restore.before() == null ? "" : "; snapshot " + restore.before() + " is what was there before")
                + "; people ask for access anew"
                + (restore.message() == null ? "" : "; " + restore.message());
        work.host()
                .log()
                .own(
                        work.resource(),
                        "restore/" + restore.id(),
                        WHY,
                        "{\"snapshot\":\"" + restore.snapshot() + "\"}",
                        message);
        work.status().restore(as(work, restore, State.Done, restore.before(), message));
        return new Outcome.Waiting(message, LISTED);
    }

    private static RestoreStatus as(
            Work work, RestoreStatus from, State state, @Nullable String before, @Nullable String message) {
        boolean ended = state == State.Done || state == State.Refused;
        return new RestoreStatus(
                from.id(),
                from.snapshot(),
                from.startedAt(),
                state,
                before,
                ended ? work.status().now() : null,
                message);
    }
}
