package dev.sublet.bot.removal;

import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.OperatorSettings;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Removal;
import dev.sublet.bot.work.StatusDraft;
import dev.sublet.bot.work.StepWatch;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Release, then namespace; only what is the virtual cluster's own. Thread-safe. */
public final class SafeRemoval implements Removal {
    private static final Duration SOON = Duration.ofSeconds(2);
    private final Host host;

    public SafeRemoval(Host host) {
        this.host = host;
    }

    @Override
    public Outcome step(VirtualCluster resource, StatusDraft draft, StepWatch watch) {
        String name = resource.getMetadata().getName();
        String hostNamespace = Resolver.PREFIX + name;
        String reference = resource.getMetadata().getNamespace() + "/" + name;
        Namespace namespace = host.client().namespaces().withName(hostNamespace).get();
        host.applier().forget(hostNamespace);
        if (namespace == null || !isOwn(resource, namespace)) {
            return Outcome.DONE;
        }
        if (namespace.getMetadata().getDeletionTimestamp() == null) {
            // An operator that was killed between making the namespace and binding its rights has none there yet.
            OperatorSettings settings = host.settings();
            host.applier()
                    .apply(HostNamespace.rights(
                            resource.getMetadata().getNamespace(), name, settings.namespace(), settings.account()));
            watch.at(reference, "Uninstall", StepWatch.Moment.BEFORE);
            host.releases().remove(hostNamespace, name);
            watch.at(reference, "Uninstall", StepWatch.Moment.AFTER);
            watch.at(reference, "DeleteNamespace", StepWatch.Moment.BEFORE);
            host.client().namespaces().withName(hostNamespace).delete();
            watch.at(reference, "DeleteNamespace", StepWatch.Moment.AFTER);
        }
        String message = "namespace " + hostNamespace + " is being deleted";
        draft.phase(Phase.Deleting, message);
        return new Outcome.Waiting(message, SOON);
    }

    private static boolean isOwn(VirtualCluster resource, Namespace namespace) {
        Map<String, String> labels = namespace.getMetadata().getLabels();
        return labels != null
                && Objects.equals(
                        labels.get(Labels.VIRTUAL_CLUSTER),
                        resource.getMetadata().getName())
                && Objects.equals(
                        labels.get(Labels.VIRTUAL_CLUSTER_NAMESPACE),
                        resource.getMetadata().getNamespace());
    }
}
