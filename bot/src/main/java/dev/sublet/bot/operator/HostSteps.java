package dev.sublet.bot.operator;

import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Room;
import dev.sublet.bot.plan.Walls;
import dev.sublet.bot.plan.Wanted;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a virtual cluster needs on its host before it is installed. Stateless. */
final class HostSteps {
    private static final Duration SOON = Duration.ofSeconds(5);

    private HostSteps() {}

    static List<Step> all() {
        return List.of(
                step("Namespace", HostSteps::namespace),
                step("Rights", work -> {
                    OperatorSettings settings = work.host().settings();
                    work.host()
                            .applier()
                            .apply(HostNamespace.rights(work.wanted(), settings.namespace(), settings.account()));
                    return Outcome.DONE;
                }),
                step("Quota", work -> {
                    // The LimitRange first: with the quota alone, pods that say nothing of their needs would be
                    // refused.
                    work.host().applier().apply(Room.limitRange(work.wanted()));
                    work.host().applier().apply(Room.quota(work.wanted()));
                    return Outcome.DONE;
                }),
                step("NetworkPolicies", work -> {
                    Walls.of(work.wanted()).forEach(work.host().applier()::apply);
                    return Outcome.DONE;
                }),
                step("Audit", work -> {
                    AuditWiring audit = work.host().settings().audit();
                    if (audit != null) {
                        work.host().applier().apply(audit.secret(work.wanted()));
                    }
                    return Outcome.DONE;
                }));
    }

    static Step step(String name, Function<Work, Outcome> run) {
        return new Step() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Outcome run(Work work) {
                return run.apply(work);
            }
        };
    }

    /** Makes the namespace, or takes its own; never somebody else's. */
    private static Outcome namespace(Work work) {
        Wanted wanted = work.wanted();
        Namespace there = work.host()
                .client()
                .namespaces()
                .withName(wanted.hostNamespace())
                .get();
        if (there != null) {
            if (there.getMetadata().getDeletionTimestamp() != null) {
                return new Outcome.Waiting(
                        "namespace " + wanted.hostNamespace() + " of an earlier virtual cluster is still being deleted",
                        SOON);
            }
            requireOwn(wanted, there);
        }
        work.host()
                .applier()
                .apply(HostNamespace.of(wanted, work.host().settings().labels()));
        work.status().hostNamespace(wanted.hostNamespace());
        return Outcome.DONE;
    }

    /**
     * Passes when the namespace is the virtual cluster's own.
     *
     * @throws RefusedException when it belongs to somebody else
     */
    static void requireOwn(Wanted wanted, Namespace namespace) {
        Map<String, String> labels = namespace.getMetadata().getLabels();
        boolean own = labels != null
                && Labels.SUBLET.equals(labels.get(Labels.MANAGED_BY))
                && wanted.name().equals(labels.get(Labels.VIRTUAL_CLUSTER))
                && wanted.namespace().equals(labels.get(Labels.VIRTUAL_CLUSTER_NAMESPACE));
        if (!own) {
            throw new RefusedException("namespace " + wanted.hostNamespace() + " is there already and is not of "
                    + wanted.reference() + "; choose another name, or 'sublet vcluster adopt' what runs in it");
        }
    }
}
