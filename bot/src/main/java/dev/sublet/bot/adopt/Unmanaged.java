package dev.sublet.bot.adopt;

import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.plan.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A vcluster that somebody else made: it has no VirtualCluster. It is metered as it is. Immutable.
 *
 * @param name of the release
 * @param chart its version, or null when nothing says
 * @param state running, starting or stopped
 * @param renderedBy the ArgoCD application that renders it, or null
 */
public record Unmanaged(
        String namespace,
        String name,
        @Nullable String chart,
        String state,
        @Nullable String renderedBy) {
    private static final String CHART = "vcluster-";

    /** All on a host, by namespace and name, found as the vcluster command line finds them. Three list requests. */
    public static List<Unmanaged> find(KubernetesClient client) {
        Set<String> own = client.namespaces().withLabel(Labels.MANAGED_BY, Labels.SUBLET).list().getItems().stream()
                .filter(namespace -> namespace.getMetadata().getLabels().containsKey(Labels.VIRTUAL_CLUSTER))
                .map(namespace -> namespace.getMetadata().getName())
                .collect(Collectors.toSet());
        Stream<Unmanaged> sets =
                client.apps().statefulSets().inAnyNamespace().withLabel("app", "vcluster").list().getItems().stream()
                        .map(set -> of(
                                set,
                                set.getSpec().getReplicas(),
                                set.getStatus() == null ? null : set.getStatus().getReadyReplicas()));
        Stream<Unmanaged> deployments =
                client.apps().deployments().inAnyNamespace().withLabel("app", "vcluster").list().getItems().stream()
                        .map(deployment -> of(
                                deployment,
                                deployment.getSpec().getReplicas(),
                                deployment.getStatus() == null
                                        ? null
                                        : deployment.getStatus().getReadyReplicas()));
        return Stream.concat(sets, deployments)
                .filter(one -> !one.name.isEmpty() && !own.contains(one.namespace))
                .sorted(Comparator.comparing(Unmanaged::namespace).thenComparing(Unmanaged::name))
                .toList();
    }

    private static Unmanaged of(HasMetadata object, @Nullable Integer replicas, @Nullable Integer ready) {
        String chart = object.getMetadata().getLabels().getOrDefault("chart", "");
        int wanted = replicas == null ? 1 : replicas;
        return new Unmanaged(
                object.getMetadata().getNamespace(),
                object.getMetadata().getLabels().getOrDefault("release", ""),
                chart.startsWith(CHART) ? chart.substring(CHART.length()) : null,
                wanted == 0 ? "stopped" : ready != null && ready >= wanted ? "running" : "starting",
                GitOwner.argocd(object).map(owner -> owner.object()).orElse(null));
    }

    /** As people name it. */
    public String reference() {
        return namespace + "/" + name;
    }
}
