package dev.sublet.bot.operator;

import dev.sublet.bot.approval.Gate;
import dev.sublet.bot.argocd.ArgoCdSteps;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.drift.DriftCounts;
import dev.sublet.bot.drift.DriftStep;
import dev.sublet.bot.gitops.RenderedRelease;
import dev.sublet.bot.inside.HostPolicyStep;
import dev.sublet.bot.inside.InsideStep;
import dev.sublet.bot.inside.Insides;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.install.ExposedStep;
import dev.sublet.bot.install.HostSteps;
import dev.sublet.bot.install.ReleaseSteps;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.power.People;
import dev.sublet.bot.power.PowerStep;
import dev.sublet.bot.quote.Pricer;
import dev.sublet.bot.removal.ExpiryStep;
import dev.sublet.bot.removal.SafeRemoval;
import dev.sublet.bot.removal.TakeBack;
import dev.sublet.bot.restore.RestoreSteps;
import dev.sublet.bot.snapshot.SnapshotKeeper;
import dev.sublet.bot.snapshot.SnapshotSweep;
import dev.sublet.bot.snapshot.Snapshots;
import dev.sublet.bot.transfer.OldTeamStep;
import dev.sublet.bot.transfer.TransferStep;
import dev.sublet.bot.upgrade.UpgradeStep;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.OperatorSettings;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.StepWatch;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator of VirtualClusters, wired and running. One that loses its lease stops at once, so that no two ever work, and stands for
 * election again. Thread-safe.
 */
public final class VclusterOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VclusterOperator.class);
    private static final int ATTEMPTS_MAX = 12;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final double PAUSE_GROWTH = 2;
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);
    private static final Duration TAKE_BACK_EVERY = Duration.ofSeconds(5);
    /** What is being done when it stops may end; steps bear being cut off anywhere. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final Host host;
    private final Resolver resolver;
    private final Gate gate;
    private final List<Step> steps;
    private final Snapshots snapshots;
    private final SnapshotSweep sweep;
    private final DriftCounts driftCounts;
    private final StepWatch watch;
    private final boolean leads;
    private @Nullable Operator running;
    private @Nullable TakeBack takeBack;
    private @Nullable SnapshotKeeper keeper;
    private boolean closed;

    private VclusterOperator(
            Host host,
            Resolver resolver,
            Gate gate,
            List<Step> steps,
            Snapshots snapshots,
            SnapshotSweep sweep,
            DriftCounts counts,
            StepWatch watch,
            boolean leads) {
        this.snapshots = snapshots;
        this.sweep = sweep;
        this.driftCounts = counts;
        this.host = host;
        this.resolver = resolver;
        this.gate = gate;
        this.steps = steps;
        this.watch = watch;
        this.leads = leads;
    }

    /**
     * Starts it. Of several processes one works, and another takes over when it ends.
     *
     * @param people who knows when a person last used a virtual cluster
     * @param pricer by whose prices approvals and price caps go
     * @param watch is told of every step
     * @param leads whether others may run beside it, so that a lease decides
     */
    public static VclusterOperator start(
            Host host, Blueprints blueprints, People people, Pricer pricer, StepWatch watch, boolean leads) {
        DriftCounts counts = new DriftCounts();
        Kinds kinds = new Kinds();
        Snapshots snapshots = new Snapshots(kinds);
        Resolver resolver = new Resolver(blueprints);
        Gate gate = new Gate(resolver, pricer, host.log(), host.clock());
        VclusterOperator operator = new VclusterOperator(
                host,
                resolver,
                gate,
                steps(people, counts, kinds, snapshots),
                snapshots,
                new SnapshotSweep(kinds),
                counts,
                watch,
                leads);
        operator.begin();
        return operator;
    }

    /** The way of a virtual cluster, in its order. */
    private static List<Step> steps(People people, DriftCounts driftCounts, Kinds hostKinds, Snapshots snapshots) {
        PowerStep power = new PowerStep(people);
        Insides insides = new Insides();
        RestoreSteps restore = new RestoreSteps(snapshots, insides, hostKinds);
        return Stream.of(
                        List.<Step>of(new TransferStep()),
                        HostSteps.all(),
                        List.of(RenderedRelease.step(), new ExpiryStep()),
                        restore.before(),
                        List.of(ArgoCdSteps.quiet(power::runs), power),
                        List.of(
                                new UpgradeStep(snapshots),
                                ReleaseSteps.running(),
                                ExposedStep.exposed(),
                                UpgradeStep.arrived(),
                                restore.after(),
                                OldTeamStep.step(),
                                new HostPolicyStep(insides, hostKinds),
                                new InsideStep(insides),
                                new DriftStep(insides, hostKinds, driftCounts),
                                ArgoCdSteps.register()))
                .flatMap(List::stream)
                .toList();
    }

    /** What was found to differ, for metrics. */
    public DriftCounts driftCounts() {
        return driftCounts;
    }

    private synchronized void begin() {
        if (closed) {
            return;
        }
        OperatorSettings settings = host.settings();
        Operator operator = new Operator(overrider -> {
            overrider
                    .withKubernetesClient(host.client())
                    .withCloseClientOnStop(false)
                    .withReconciliationTerminationTimeout(STOP_PATIENCE)
                    .withConcurrentReconciliationThreads(settings.parallel());
            if (leads) {
                overrider.withLeaderElectionConfiguration(lease(settings));
            }
        });
        GenericRetry retry = new GenericRetry()
                .setMaxAttempts(ATTEMPTS_MAX)
                .setInitialInterval(FIRST_PAUSE)
                .setIntervalMultiplier(PAUSE_GROWTH)
                .setMaxInterval(LONGEST_PAUSE.toMillis());
        operator.register(
                new VirtualClusterReconciler(
                        host, resolver, gate, steps, new SafeRemoval(host, resolver, snapshots), driftCounts, watch),
                overrider -> {
                    overrider.withRetry(retry).withGenerationAware(false).withOnUpdateFilter(Changes::matter);
                    if (!settings.watched().isEmpty()) {
                        overrider.settingNamespaces(settings.watched());
                    }
                });
        operator.start();
        running = operator;
        takeBack = TakeBack.start(host, watch, TAKE_BACK_EVERY);
        keeper = SnapshotKeeper.start(host, sweep, SWEEP_EVERY);
    }

    private LeaderElectionConfiguration lease(OperatorSettings settings) {
        LeaderCallbacks callbacks = new LeaderCallbacks(
                () -> LOG.info("event=leading"), this::lost, leader -> LOG.info("event=leader identity={}", leader));
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("sublet-operator")
                .withLeaseNamespace(settings.namespace())
                // Ending the process would end the metering with it.
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(callbacks)
                .build();
    }

    /** Called by the election itself, which must not wait for its own end. */
    private void lost() {
        Thread again = new Thread(
                () -> {
                    end();
                    begin();
                },
                "operator-again");
        again.setDaemon(true);
        again.start();
    }

    private void stopLooking() {
        if (takeBack != null) {
            takeBack.close();
            takeBack = null;
        }
        if (keeper != null) {
            keeper.close();
            keeper = null;
        }
    }

    private synchronized void end() {
        Operator operator = running;
        running = null;
        stopLooking();
        if (operator != null && !closed) {
            LOG.warn("event=lease_lost message=\"another may work now; standing for election again\"");
            operator.stop();
        }
    }

    @Override
    public void close() {
        Operator operator;
        synchronized (this) {
            closed = true;
            stopLooking();
            operator = running;
            running = null;
        }
        if (operator != null) {
            operator.stop();
        }
    }
}
