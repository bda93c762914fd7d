package dev.sublet.bot.operator;

import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterOverride;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What tells by itself when it changes, so that nothing has to ask in a circle. Stateless. */
final class Watched {
    private static final String BY_HOST_NAMESPACE = "host-namespace";

    private Watched() {}

    /**
     * All watches of one operator.
     *
     * @param namespaces whose VirtualClusters and overrides count; all when empty
     */
    static List<EventSource<?, VirtualCluster>> sources(
            EventSourceContext<VirtualCluster> context, Set<String> namespaces) {
        context.getPrimaryCache()
                .addIndexer(
                        BY_HOST_NAMESPACE,
                        resource ->
                                List.of(Resolver.PREFIX + resource.getMetadata().getName()));
        return List.of(
                controlPlanes(context, StatefulSet.class, "statefulsets"),
                controlPlanes(context, Deployment.class, "deployments"),
                namespaces(context),
                overrides(context, namespaces));
    }

    private static <T extends HasMetadata> InformerEventSource<T, VirtualCluster> controlPlanes(
            EventSourceContext<VirtualCluster> context, Class<T> kind, String name) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, VirtualCluster.class)
                        .withName(name)
                        .withLabelSelector("app=vcluster")
                        .withWatchAllNamespaces()
                        .withSecondaryToPrimaryMapper(
                                object -> owners(context, object.getMetadata().getNamespace()))
                        .build(),
                context);
    }

    /** The end of a namespace is the end of a removal, and lets a new one of that name begin. */
    private static InformerEventSource<Namespace, VirtualCluster> namespaces(
            EventSourceContext<VirtualCluster> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Namespace.class, VirtualCluster.class)
                        .withName("namespaces")
                        .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.SUBLET)
                        .withOnAddFilter(namespace -> false)
                        .withOnUpdateFilter((now, before) -> false)
                        .withSecondaryToPrimaryMapper(namespace ->
                                owners(context, namespace.getMetadata().getName()))
                        .build(),
                context);
    }

    private static InformerEventSource<VirtualClusterOverride, VirtualCluster> overrides(
            EventSourceContext<VirtualCluster> context, Set<String> namespaces) {
        InformerEventSourceConfiguration.Builder<VirtualClusterOverride> source = InformerEventSourceConfiguration.from(
                        VirtualClusterOverride.class, VirtualCluster.class)
                .withName("overrides")
                .withSecondaryToPrimaryMapper(override -> override.getSpec() == null
                        ? Set.of()
                        : Set.of(new ResourceID(
                                override.getSpec().virtualCluster(),
                                override.getMetadata().getNamespace())));
        source = namespaces.isEmpty() ? source.withWatchAllNamespaces() : source.withNamespaces(namespaces);
        return new InformerEventSource<>(source.build(), context);
    }

    private static Set<ResourceID> owners(EventSourceContext<VirtualCluster> context, String namespace) {
        return context.getPrimaryCache().byIndex(BY_HOST_NAMESPACE, namespace).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }
}
