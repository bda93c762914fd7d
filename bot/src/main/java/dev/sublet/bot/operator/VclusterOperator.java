package dev.sublet.bot.operator;

import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.install.HostSteps;
import dev.sublet.bot.install.ReleaseSteps;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.power.People;
import dev.sublet.bot.power.PowerStep;
import dev.sublet.bot.removal.SafeRemoval;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.StepWatch;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The operator of VirtualClusters, wired and running. Thread-safe. */
public final class VclusterOperator implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 12;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final double PAUSE_GROWTH = 2;

    private final Operator operator;

    private VclusterOperator(Operator operator) {
        this.operator = operator;
    }

    /**
     * Starts it. Of several processes one works, and another takes over when it ends.
     *
     * @param people who knows when a person last used a virtual cluster
     * @param watch is told of every step
     * @param leads whether others may run beside it, so that a lease decides
     */
    public static VclusterOperator start(
            Host host, Blueprints blueprints, People people, StepWatch watch, boolean leads) {
        Operator operator = new Operator(overrider -> {
            overrider
                    .withKubernetesClient(host.client())
                    .withCloseClientOnStop(false)
                    .withConcurrentReconciliationThreads(host.settings().parallel());
            if (leads) {
                overrider.withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("sublet-operator")
                                .withLeaseNamespace(host.settings().namespace())
                                .build());
            }
        });
        GenericRetry retry = new GenericRetry()
                .setMaxAttempts(ATTEMPTS_MAX)
                .setInitialInterval(FIRST_PAUSE)
                .setIntervalMultiplier(PAUSE_GROWTH)
                .setMaxInterval(LONGEST_PAUSE.toMillis());
        operator.register(
                new VirtualClusterReconciler(
                        host, new Resolver(blueprints), steps(people), new SafeRemoval(host), watch),
                overrider -> {
                    overrider.withRetry(retry);
                    if (!host.settings().watched().isEmpty()) {
                        overrider.settingNamespaces(host.settings().watched());
                    }
                });
        operator.start();
        return new VclusterOperator(operator);
    }

    /** The way of a virtual cluster, in its order. */
    private static List<Step> steps(People people) {
        return Stream.of(HostSteps.all(), List.<Step>of(new PowerStep(people)), ReleaseSteps.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        operator.stop();
    }
}
