package dev.sublet.bot.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a virtual cluster writes into Secrets of its host namespace, read with the caller's own rights. Stateless. */
public final class ValuesSecret {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private ValuesSecret() {}

    /** All its values, the chart's defaults too; empty when there are none. */
    public static Optional<JsonNode> read(KubernetesClient host, String namespace, String name) {
        return text(host, namespace, "vc-config-" + name, "config.yaml").map(yaml -> {
            try {
                return YAML.readTree(yaml);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Secret vc-config-" + name + " holds no YAML", e);
            }
        });
    }

    /** Its API, as its administrator; the caller closes the client. */
    public static Optional<KubernetesClient> open(KubernetesClient host, String namespace, String name) {
        return text(host, namespace, "vc-" + name, "config")
                .map(kubeconfig -> new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(kubeconfig))
                        .build());
    }

    private static Optional<String> text(KubernetesClient host, String namespace, String secret, String key) {
        Secret found = host.secrets().inNamespace(namespace).withName(secret).get();
        return Optional.ofNullable(found)
                .map(Secret::getData)
                .map(data -> data.get(key))
                .map(base64 -> new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    }
}
