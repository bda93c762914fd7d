package dev.sublet.bot.argocd;

import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.power.Pause;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Own;
import dev.sublet.bot.work.Workload;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes a virtual cluster out of ArgoCD: first its Applications, then its Secret. Stateless. */
public final class ArgoCdRemoval {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** On the Secret: since when its Applications are being deleted. */
    private static final String LEAVING = "sublet.dev/leaving-since";

    private ArgoCdRemoval() {}

    /** Tells ArgoCD to leave it alone while it is stopped. */
    public static void quiet(Host host, VirtualCluster resource, String hostNamespace) {
        Secret own = own(host, resource, hostNamespace);
        if (own != null) {
            ClusterSecrets.skip(host.client(), own, true);
        }
    }

    /**
     * Deletes what targets it. Applications that delete what they made need its API: it is started for them, and waited for as long as a
     * control plane may take.
     *
     * @return done when none is left, or when waiting has no sense any more; then {@link #hanging} names them
     */
    public static Outcome applications(Host host, VirtualCluster resource, String hostNamespace) {
        String namespace = host.settings().argocdNamespace();
        if (namespace == null) {
            return Outcome.DONE;
        }
        Secret secret = own(host, resource, hostNamespace);
        if (secret == null) {
            // ArgoCD does not know it from us: what targets that name is somebody else's.
            return Outcome.DONE;
        }
        List<GenericKubernetesResource> all = targeting(host, resource, hostNamespace, namespace);
        if (all.isEmpty()) {
            return Outcome.DONE;
        }
        KubernetesClient client = host.client();
        boolean late = isLate(host, secret);
        if (!late && all.stream().anyMatch(Applications::cascades)) {
            Optional<Outcome> waiting =
                    start(client, hostNamespace, resource.getMetadata().getName());
            if (waiting.isPresent()) {
                return waiting.get();
            }
        }
        // Without its labels, generators of ApplicationSets make none anew.
        ClusterSecrets.removeLabels(client, secret, foreignLabels(secret));
        ClusterSecrets.skip(client, secret, false);
        all.forEach(each -> Applications.delete(client, each));
        List<GenericKubernetesResource> left = targeting(host, resource, hostNamespace, namespace);
        return left.isEmpty() || late
                ? Outcome.DONE
                : new Outcome.Waiting("ArgoCD deletes applications " + Applications.names(left), SOON);
    }

    private static boolean isLate(Host host, Secret secret) {
        Instant now = host.clock().instant();
        String since = ClusterSecrets.annotation(secret, LEAVING);
        if (since == null) {
            ClusterSecrets.annotate(
                    host.client(),
                    secret,
                    LEAVING,
                    now.truncatedTo(ChronoUnit.SECONDS).toString());
            return false;
        }
        return now.isAfter(Instant.parse(since).plus(host.settings().patience()));
    }

    private static Optional<Outcome> start(KubernetesClient client, String hostNamespace, String name) {
        Optional<Workload> workload = Workload.find(client, hostNamespace, name);
        if (workload.isEmpty()) {
            return Optional.empty();
        }
        if (Pause.isPaused(workload.get())) {
            Pause.resume(client, workload.get());
        }
        return workload.get().isReady()
                ? Optional.empty()
                : Optional.of(new Outcome.Waiting(
                        "it starts once more, so that ArgoCD can delete what its applications made", SOON));
    }

    private static Set<String> foreignLabels(Secret secret) {
        Set<String> foreign = new TreeSet<>(secret.getMetadata().getLabels().keySet());
        foreign.removeAll(Set.of(
                ClusterSecret.TYPE, Labels.MANAGED_BY, Labels.VIRTUAL_CLUSTER, Labels.VIRTUAL_CLUSTER_NAMESPACE));
        return foreign;
    }

    /** What to tell of Applications that did not go; empty when all went. */
    public static Optional<String> hanging(Host host, VirtualCluster resource, String hostNamespace) {
        String namespace = host.settings().argocdNamespace();
        List<GenericKubernetesResource> left = namespace == null || own(host, resource, hostNamespace) == null
                ? List.of()
                : targeting(host, resource, hostNamespace, namespace);
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("ArgoCD applications in " + namespace + " did not go: " + Applications.names(left)
                        + "; what they made goes with the virtual cluster, so remove their finalizers by hand");
    }

    /** Removes its Secret, when it is its own. */
    public static void secret(Host host, VirtualCluster resource, String hostNamespace) {
        Secret own = own(host, resource, hostNamespace);
        if (own != null) {
            host.client().resource(own).delete();
        }
    }

    private static List<GenericKubernetesResource> targeting(
            Host host, VirtualCluster resource, String hostNamespace, String namespace) {
        String name = resource.getMetadata().getName();
        boolean byName = ClusterSecrets.countNamed(host.client(), namespace, name) <= 1;
        return Applications.targeting(
                host.client(), namespace, byName ? name : "", "https://" + name + "." + hostNamespace + ".svc:443");
    }

    /** Lets the next registration take a new token: the one that is there may be of an account that is no more. */
    public static void renew(Host host, VirtualCluster resource, String hostNamespace) {
        Secret own = own(host, resource, hostNamespace);
        if (own != null) {
            host.client()
                    .resource(own)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\":{\"annotations\":{\"" + ClusterSecret.RENEW + "\":\"" + Instant.EPOCH
                                    + "\"}}}");
        }
    }

    private static @Nullable Secret own(Host host, VirtualCluster resource, String hostNamespace) {
        String namespace = host.settings().argocdNamespace();
        Secret there = namespace == null ? null : ClusterSecrets.find(host.client(), namespace, hostNamespace);
        return there != null
                        && Own.is(
                                resource.getMetadata().getNamespace(),
                                resource.getMetadata().getName(),
                                there)
                ? there
                : null;
    }
}
