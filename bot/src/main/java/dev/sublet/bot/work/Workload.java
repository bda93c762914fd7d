package dev.sublet.bot.work;

import dev.sublet.bot.plan.Wanted;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.Optional;

/**
 * The StatefulSet or, with a store elsewhere, Deployment that runs a control plane.
 *
 * @param replicas wanted
 * @param ready that answer
 * @param current whether the controller has seen the newest template and all pods have it
 */
public record Workload(HasMetadata object, int replicas, int ready, int existing, boolean current) {
    /** Asks the host for it. */
    public static Optional<Workload> find(KubernetesClient client, Wanted wanted) {
        return find(client, wanted.hostNamespace(), wanted.name());
    }

    /** Asks the host for the one of that name. */
    public static Optional<Workload> find(KubernetesClient client, String hostNamespace, String name) {
        StatefulSet set = client.apps()
                .statefulSets()
                .inNamespace(hostNamespace)
                .withName(name)
                .get();
        if (set != null) {
            return Optional.of(of(set));
        }
        Deployment deployment = client.apps()
                .deployments()
                .inNamespace(hostNamespace)
                .withName(name)
                .get();
        return Optional.ofNullable(deployment).map(Workload::of);
    }

    private static Workload of(StatefulSet set) {
        int replicas = or(set.getSpec().getReplicas(), 1);
        boolean seen = set.getStatus() != null
                && or(set.getStatus().getObservedGeneration(), 0L)
                        >= set.getMetadata().getGeneration();
        int updated = set.getStatus() == null ? 0 : or(set.getStatus().getUpdatedReplicas(), 0);
        return new Workload(
                set,
                replicas,
                set.getStatus() == null ? 0 : or(set.getStatus().getReadyReplicas(), 0),
                set.getStatus() == null ? 0 : or(set.getStatus().getReplicas(), 0),
                seen && updated >= replicas);
    }

    private static Workload of(Deployment deployment) {
        int replicas = or(deployment.getSpec().getReplicas(), 1);
        boolean seen = deployment.getStatus() != null
                && or(deployment.getStatus().getObservedGeneration(), 0L)
                        >= deployment.getMetadata().getGeneration();
        int updated =
                deployment.getStatus() == null ? 0 : or(deployment.getStatus().getUpdatedReplicas(), 0);
        return new Workload(
                deployment,
                replicas,
                deployment.getStatus() == null ? 0 : or(deployment.getStatus().getReadyReplicas(), 0),
                deployment.getStatus() == null ? 0 : or(deployment.getStatus().getReplicas(), 0),
                seen && updated >= replicas);
    }

    private static <T> T or(T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }

    /** Whether all that is wanted runs and answers. */
    public boolean isReady() {
        return replicas > 0 && ready >= replicas && current;
    }
}
