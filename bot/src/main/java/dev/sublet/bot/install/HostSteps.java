package dev.sublet.bot.install;

import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Room;
import dev.sublet.bot.plan.Walls;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.work.OperatorSettings;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a virtual cluster needs on its host before it is installed. Stateless. */
public final class HostSteps {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private HostSteps() {}

    /** In their order. */
    public static List<Step> all() {
        return List.of(
                Step.of("Namespace", HostSteps::namespace),
                Step.of("Rights", work -> {
                    OperatorSettings settings = work.host().settings();
                    work.host()
                            .applier()
                            .apply(HostNamespace.rights(work.wanted(), settings.namespace(), settings.account()));
                    return Outcome.DONE;
                }),
                Step.of("Labels", HostSteps::labels),
                Step.of("Quota", work -> {
                    // The LimitRange first: with the quota alone, pods that say nothing of their needs would be
                    // refused.
                    work.host().applier().apply(Room.limitRange(work.wanted()));
                    work.host().applier().apply(Room.quota(work.wanted()));
                    return Outcome.DONE;
                }),
                Step.of("NetworkPolicies", work -> {
                    Walls.of(work.wanted()).forEach(work.host().applier()::apply);
                    return Outcome.DONE;
                }),
                Step.of("Audit", work -> {
                    AuditWiring audit = work.host().settings().audit();
                    if (audit != null) {
                        work.host().applier().apply(audit.secret(work.wanted()));
                    }
                    return Outcome.DONE;
                }));
    }

    /** Makes the namespace, or takes its own; never somebody else's. */
    private static Outcome namespace(Work work) {
        Wanted wanted = work.wanted();
        KubernetesClient client = work.host().client();
        Namespace there = client.namespaces().withName(wanted.hostNamespace()).get();
        if (there == null) {
            // Nothing that an earlier namespace of that name held is there any more.
            work.host().applier().forget(wanted.hostNamespace());
            // Rights in it come after it, so it is created, which fails when somebody else was faster, and not applied.
            client.resource(HostNamespace.claim(wanted)).create();
        } else if (there.getMetadata().getDeletionTimestamp() != null) {
            return new Outcome.Waiting(
                    "namespace " + wanted.hostNamespace() + " of an earlier virtual cluster is still being deleted",
                    SOON);
        } else {
            requireOwn(wanted, there);
        }
        work.status().hostNamespace(wanted.hostNamespace());
        return Outcome.DONE;
    }

    /** What else the namespace says. New rights take a moment until the API server knows them. */
    private static Outcome labels(Work work) {
        try {
            work.host()
                    .applier()
                    .apply(HostNamespace.of(
                            work.wanted(), work.host().settings().labels()));
            return Outcome.DONE;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return new Outcome.Waiting("the operator has no rights in its namespace yet: " + e.getMessage(), AT_ONCE);
        }
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
