package dev.sublet.bot.operator;

import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Release, then namespace; only what is the virtual cluster's own. Thread-safe. */
final class SafeRemoval implements Removal {
    private static final Duration SOON = Duration.ofSeconds(2);
    private final Host host;

    SafeRemoval(Host host) {
        this.host = host;
    }

    @Override
    public DeleteControl step(VirtualCluster resource, StatusDraft draft, StepWatch watch) {
        String name = resource.getMetadata().getName();
        String hostNamespace = Resolver.PREFIX + name;
        String reference = resource.getMetadata().getNamespace() + "/" + name;
        Namespace namespace = host.client().namespaces().withName(hostNamespace).get();
        if (namespace == null || !isOwn(resource, namespace)) {
            host.applier().forget(hostNamespace);
            return DeleteControl.defaultDelete();
        }
        if (namespace.getMetadata().getDeletionTimestamp() == null) {
            watch.at(reference, "Uninstall", StepWatch.Moment.BEFORE);
            host.releases().remove(hostNamespace, name);
            watch.at(reference, "Uninstall", StepWatch.Moment.AFTER);
            watch.at(reference, "DeleteNamespace", StepWatch.Moment.BEFORE);
            host.client().namespaces().withName(hostNamespace).delete();
            watch.at(reference, "DeleteNamespace", StepWatch.Moment.AFTER);
        }
        host.applier().forget(hostNamespace);
        draft.phase(Phase.Deleting, "namespace " + hostNamespace + " is being deleted");
        host.client()
                .resource(VirtualClusterReconciler.status(resource, draft.build()))
                .patchStatus();
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON.toMillis());
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
