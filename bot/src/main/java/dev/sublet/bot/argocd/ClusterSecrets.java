package dev.sublet.bot.argocd;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and changes cluster Secrets in ArgoCD's namespace. Stateless. */
final class ClusterSecrets {
    private ClusterSecrets() {}

    static @Nullable Secret find(KubernetesClient client, String namespace, String name) {
        return client.secrets().inNamespace(namespace).withName(name).get();
    }

    /** How many clusters ArgoCD knows by a name; its Applications can name one only when that is one. */
    static long countNamed(KubernetesClient client, String namespace, String name) {
        String data = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        return client
                .secrets()
                .inNamespace(namespace)
                .withLabel(ClusterSecret.TYPE, "cluster")
                .list()
                .getItems()
                .stream()
                .filter(secret ->
                        secret.getData() != null && data.equals(secret.getData().get("name")))
                .count();
    }

    /** Tells ArgoCD to leave the cluster alone, or not to. Sends nothing when the Secret says so already. */
    static void skip(KubernetesClient client, Secret secret, boolean skip) {
        String value = annotation(secret, ClusterSecret.SKIP);
        if (skip != "true".equals(value)) {
            annotate(client, secret, ClusterSecret.SKIP, skip ? "true" : null);
        }
    }

    static void annotate(KubernetesClient client, Secret secret, String key, @Nullable String value) {
        Map<String, Object> annotations = new HashMap<>();
        annotations.put(key, value);
        patch(client, secret, Map.of("metadata", Map.of("annotations", annotations)));
    }

    static void removeLabels(KubernetesClient client, Secret secret, Set<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        Map<String, Object> labels = new HashMap<>();
        keys.forEach(key -> labels.put(key, null));
        patch(client, secret, Map.of("metadata", Map.of("labels", labels)));
    }

    private static void patch(KubernetesClient client, Secret secret, Map<String, Object> patch) {
        client.secrets()
                .inNamespace(secret.getMetadata().getNamespace())
                .withName(secret.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
    }

    static @Nullable String annotation(Secret secret, String key) {
        Map<String, String> annotations = secret.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(key);
    }
}
