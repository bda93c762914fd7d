package dev.sublet.bot.upgrade;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.release.ReleaseOrder;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.snapshot.Snapshots;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import dev.sublet.bot.work.Workload;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Installs the release, changes its values, and upgrades it one station at a time: each waits until the one before runs. Before the first
 * station a snapshot is taken; where the blueprint has none, a person must have said that it may go on without. Thread-safe.
 */
public final class UpgradeStep implements Step {
    /** True while an upgrade is under way. */
    public static final String UPGRADING = "Upgrading";

    static final String WHY = "upgrade";
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Snapshots snapshots;

    public UpgradeStep(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Behind the step that waits until it runs: ends an upgrade that has arrived. */
    public static Step arrived() {
        return Step.of("Upgraded", work -> {
            if (work.status().isTrue(UPGRADING)) {
                work.status()
                        .condition(
                                UPGRADING,
                                false,
                                "Arrived",
                                "runs chart " + work.wanted().chartVersion() + " with Kubernetes "
                                        + work.wanted().kubernetesVersion());
            }
            return Outcome.DONE;
        });
    }

    @Override
    public String name() {
        return "Release";
    }

    @Override
    public Outcome run(Work work) {
        Wanted wanted = work.wanted();
        snapshots.expire(work);
        Optional<StoredRelease> stored = work.host().releases().find(wanted.hostNamespace(), wanted.name());
        Hop goal = Targets.goal(wanted, stored);
        ReleaseOrder order = Targets.order(work, goal);
        boolean wasReady = work.status().build().readyAt() != null;
        if (stored.isEmpty()) {
            snapshots.remember(work);
        }
        if (stored.isEmpty() || (!stored.get().isDeployed() && !wasReady)) {
            apply(work, order);
            return Outcome.DONE;
        }
        StoredRelease there = stored.get();
        if (there.isDeployed() && Targets.isAs(work, there, order)) {
            note(work, there);
            return Outcome.DONE;
        }
        if (there.isDeployed() && isOfAnother(work, there, order)) {
            return Outcome.DONE;
        }
        Versions current = Targets.versions(there);
        if (!there.isDeployed()) {
            // A station that was interrupted or failed is passed again, before the next.
            apply(work, Targets.order(work, new Hop(current.chart(), current.kubernetes(), "")));
            return new Outcome.Waiting("chart " + current.chart() + " is installed again", SOON);
        }
        UpgradePlan plan = UpgradePlan.of(
                current,
                new Versions(goal.chart(), goal.kubernetes(), current.distro()),
                Allowed.of(wanted.blueprint()));
        if (plan.hops().isEmpty()) {
            apply(work, order);
            return Outcome.DONE;
        }
        return upgrade(work, there, plan);
    }

    private Outcome upgrade(Work work, StoredRelease there, UpgradePlan plan) {
        Hop next = plan.hops().get(0);
        String left = plan.text();
        Optional<Workload> workload = Workload.find(work.host().client(), work.wanted());
        if (workload.isPresent() && !workload.get().isReady()) {
            if (work.status().isTrue(UPGRADING)) {
                work.status().condition(UPGRADING, true, "Hops", left);
            }
            return new Outcome.Waiting(
                    "chart " + there.chartVersion() + " has to run before the upgrade goes on to " + left, SOON);
        }
        Optional<Outcome> waits = snapshot(work, there, left);
        if (waits.isPresent()) {
            return waits.get();
        }
        work.status().condition(UPGRADING, true, "Hops", left);
        apply(work, Targets.order(work, next));
        work.host()
                .log()
                .own(
                        work.resource(),
                        "upgrade/" + work.wanted().uid() + "/" + next.chart() + "/" + next.kubernetes() + "/"
                                + there.revision(),
                        "upgrade",
                        "{\"chart\":\"" + next.chart() + "\",\"kubernetes\":\"" + next.kubernetes() + "\"}",
                        next.reason());
        return new Outcome.Waiting("upgrades to " + left, SOON);
    }

    /** Empty when the way is free. */
    private Optional<Outcome> snapshot(Work work, StoredRelease there, String left) {
        Instant began = began(work);
        boolean taken = began != null
                && work.status().snapshots().stream()
                        .anyMatch(snapshot -> snapshot.why().equals(WHY)
                                && !Instant.parse(snapshot.takenAt()).isBefore(began));
        if (taken) {
            return Optional.empty();
        }
        if (work.wanted().blueprint().snapshots() == null) {
            String message = "blueprint " + work.wanted().blueprint().reference()
                    + " takes no snapshots, so there would be no way back";
            work.status().condition(Snapshots.POSSIBLE, false, "NoSnapshotClass", message);
            if (Snapshots.isWaived(work)) {
                return Optional.empty();
            }
            throw new RefusedException("the upgrade to " + left + " waits: " + message + "; set annotation "
                    + Snapshots.WITHOUT + " to \"true\" to go on without, or ask for chart " + there.chartVersion()
                    + " to stay");
        }
        work.status().condition(Snapshots.POSSIBLE, true, "Possible", "by CSI");
        work.status().condition(UPGRADING, true, "Snapshot", left);
        Outcome outcome = snapshots.take(work, work.wanted().name() + "-r" + there.revision(), WHY);
        return outcome instanceof Outcome.Done ? Optional.empty() : Optional.of(outcome);
    }

    private static @Nullable Instant began(Work work) {
        return work.status().build().conditions().stream()
                .filter(condition -> condition.getType().equals(UPGRADING) && "True".equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .map(Instant::parse)
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether somebody else made the newest revision while nothing else is wanted than what the operator's own revision says. That is
     * drift, which is told or put right on its schedule.
     */
    private static boolean isOfAnother(Work work, StoredRelease there, ReleaseOrder order) {
        Integer own = work.status().build().releaseRevision();
        if (own == null || there.revision() <= own) {
            return false;
        }
        Secret secret = work.host()
                .client()
                .secrets()
                .inNamespace(order.namespace())
                .withName("sh.helm.release.v1." + order.name() + ".v" + own)
                .get();
        return secret != null && Targets.isAs(work, StoredRelease.of(secret), order);
    }

    private static void apply(Work work, ReleaseOrder order) {
        work.host().releases().apply(order);
        work.host().releases().find(order.namespace(), order.name()).ifPresent(there -> note(work, there));
    }

    private static void note(Work work, StoredRelease there) {
        String kubernetes = Targets.versions(there).kubernetes();
        work.status()
                .release(
                        kubernetes.isEmpty() ? work.wanted().kubernetesVersion() : kubernetes,
                        there.chartVersion(),
                        there.revision());
    }
}
