package dev.sublet.bot.removal;

import dev.sublet.bot.inside.HostPolicies;
import dev.sublet.bot.inside.Kind;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Own;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.stream.Stream;

/** Policies on the host that lie in no namespace, and so do not go with one: Kyverno's ClusterPolicies and Gatekeeper's constraints. Stateless. */
final class WidePolicies {
    private static final String KYVERNO = HostPolicies.KYVERNO + "/v1";
    private static final String CONSTRAINTS = HostPolicies.CONSTRAINTS + "/v1beta1";

    private WidePolicies() {}

    /** The kinds of such policies that the host serves. */
    static List<Kind> kinds(KubernetesClient client) {
        return Stream.of(KYVERNO, CONSTRAINTS)
                .flatMap(version -> new Kinds().all(client, version).stream())
                .filter(kind -> !kind.namespaced())
                .toList();
    }

    /** Deletes those of one virtual cluster. */
    static void delete(Host host, String namespace, String name) {
        Objects objects = new Objects(host.client(), new Kinds());
        for (Kind kind : kinds(host.client())) {
            own(objects, kind, namespace, name).forEach(policy -> objects.delete(kind, policy));
        }
    }

    private static List<GenericKubernetesResource> own(Objects objects, Kind kind, String namespace, String name) {
        try {
            return objects.list(kind, null, Labels.VIRTUAL_CLUSTER, name).stream()
                    .filter(policy -> Own.is(namespace, name, policy))
                    .toList();
        } catch (KubernetesClientException e) {
            // What the operator may not list it could not make either.
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }
}
