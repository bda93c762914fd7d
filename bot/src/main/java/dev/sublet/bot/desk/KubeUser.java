package dev.sublet.bot.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who a client is to its API server. Immutable. */
public record KubeUser(String name, Set<String> groups) {
    private static final String PATH = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    public KubeUser {
        groups = Set.copyOf(groups);
    }

    /** Asks the API server; empty where it is older than Kubernetes 1.28 or does not say. */
    public static Optional<KubeUser> of(KubernetesClient client) {
        try {
            String answer = client.raw(
                    PATH, "POST", Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview"));
            if (answer == null) {
                return Optional.empty();
            }
            JsonNode user = Serialization.unmarshal(answer, JsonNode.class)
                    .path("status")
                    .path("userInfo");
            Set<String> groups = new HashSet<>();
            user.path("groups").forEach(group -> groups.add(group.asText()));
            String name = user.path("username").asText();
            return name.isEmpty() ? Optional.empty() : Optional.of(new KubeUser(name, groups));
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }
}
