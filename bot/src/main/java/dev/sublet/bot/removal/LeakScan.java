package dev.sublet.bot.removal;

import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.resource.VirtualCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks over a host for what outlived its virtual cluster. It only reads, one list request for each kind. Immutable.
 *
 * @param leaks by kind, namespace and name
 * @param unread what could not be looked at, each with the reason
 */
public record LeakScan(List<Leak> leaks, List<String> unread) {
    private static final ResourceDefinitionContext SNAPSHOTS = new ResourceDefinitionContext.Builder()
            .withGroup("snapshot.storage.k8s.io")
            .withVersion("v1")
            .withKind("VolumeSnapshot")
            .withPlural("volumesnapshots")
            .withNamespaced(true)
            .build();

    private static final ResourceDefinitionContext CONTENTS = new ResourceDefinitionContext.Builder()
            .withGroup("snapshot.storage.k8s.io")
            .withVersion("v1")
            .withKind("VolumeSnapshotContent")
            .withPlural("volumesnapshotcontents")
            .withNamespaced(false)
            .build();

    public LeakScan {
        leaks = List.copyOf(leaks);
        unread = List.copyOf(unread);
    }

    /**
     * Looks once, with the rights of the client.
     *
     * @param argocdNamespace where ArgoCD's cluster Secrets are, or null
     * @throws KubernetesClientException when it may not read what is alive: without that everything would look like a leak
     */
    public static LeakScan of(KubernetesClient client, @Nullable String argocdNamespace, Clock clock) {
        // First the objects, then who is alive: what is made in between must not look like a leak.
        List<String> unread = new ArrayList<>();
        List<Found> all = new ArrayList<>();
        kinds(client, argocdNamespace).forEach((kind, list) -> read(kind, list, all, unread));
        return new LeakScan(Leaks.among(all, living(client), clock.instant()), unread);
    }

    private static Map<String, Supplier<Stream<Found>>> kinds(KubernetesClient client, @Nullable String argocd) {
        Map<String, Supplier<Stream<Found>>> kinds = new LinkedHashMap<>();
        kinds.put("namespaces", () -> founds(client.namespaces().list().getItems()));
        kinds.put(
                "persistentvolumes",
                () -> client.persistentVolumes().list().getItems().stream().map(LeakScan::volume));
        kinds.put(
                "persistentvolumeclaims",
                () -> founds(
                        client.persistentVolumeClaims().inAnyNamespace().list().getItems()));
        kinds.put(
                "storageclasses",
                () -> founds(client.storage().v1().storageClasses().list().getItems()));
        kinds.put(
                "priorityclasses",
                () -> founds(client.scheduling().v1().priorityClasses().list().getItems()));
        kinds.put(
                "clusterroles", () -> founds(client.rbac().clusterRoles().list().getItems()));
        kinds.put(
                "clusterrolebindings",
                () -> founds(client.rbac().clusterRoleBindings().list().getItems()));
        kinds.put(
                "volumesnapshotcontents",
                () -> founds(client.genericKubernetesResources(CONTENTS).list().getItems()));
        kinds.put(
                "volumesnapshots",
                () -> founds(client.genericKubernetesResources(SNAPSHOTS)
                        .inAnyNamespace()
                        .list()
                        .getItems()));
        kinds.put(
                "policies of the whole cluster",
                () -> WidePolicies.kinds(client).stream()
                        .flatMap(kind -> founds(
                                new Objects(client, new Kinds()).list(kind, null, Labels.VIRTUAL_CLUSTER, null))));
        if (argocd != null) {
            kinds.put(
                    "secrets in " + argocd,
                    () -> founds(client.secrets()
                            .inNamespace(argocd)
                            .withLabel("argocd.argoproj.io/secret-type", "cluster")
                            .list()
                            .getItems()));
        }
        return kinds;
    }

    private static Stream<Found> founds(List<? extends HasMetadata> objects) {
        return objects.stream().map(Found::of);
    }

    private static Found volume(PersistentVolume volume) {
        boolean claimed = volume.getSpec() != null && volume.getSpec().getClaimRef() != null;
        return Found.of(
                volume,
                claimed ? volume.getSpec().getClaimRef().getNamespace() : null,
                volume.getStatus() != null
                        && "Released".equals(volume.getStatus().getPhase()));
    }

    private static void read(String kind, Supplier<Stream<Found>> list, List<Found> into, List<String> unread) {
        try {
            list.get().forEach(into::add);
        } catch (KubernetesClientException e) {
            // A kind that is not installed has no leaks.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                unread.add(kind + ": " + e.getMessage());
            }
        }
    }

    private static Living living(KubernetesClient client) {
        Stream<HasMetadata> controlPlanes = Stream.concat(
                client.apps().statefulSets().inAnyNamespace().withLabel("app", "vcluster").list().getItems().stream(),
                client.apps().deployments().inAnyNamespace().withLabel("app", "vcluster").list().getItems().stream());
        return new Living(
                client.resources(VirtualCluster.class).inAnyNamespace().list().getItems().stream()
                        .map(each -> each.getMetadata().getNamespace() + "/"
                                + each.getMetadata().getName())
                        .collect(Collectors.toSet()),
                controlPlanes
                        .filter(each -> each.getMetadata().getLabels().get("release") != null)
                        .map(each -> each.getMetadata().getNamespace() + "/"
                                + each.getMetadata().getLabels().get("release"))
                        .collect(Collectors.toSet()),
                client.namespaces().list().getItems().stream()
                        .map(each -> each.getMetadata().getName())
                        .collect(Collectors.toSet()));
    }
}
