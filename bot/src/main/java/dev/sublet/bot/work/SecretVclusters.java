package dev.sublet.bot.work;

import dev.sublet.bot.plan.Place;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** By the kubeconfig that each virtual cluster writes into the Secret {@code vc-NAME} of its host namespace. Thread-safe. */
public final class SecretVclusters implements Vclusters {
    private static final int RETRIES = 2;
    private static final int PATIENCE_MS = 10_000;

    private final KubernetesClient host;

    public SecretVclusters(KubernetesClient host) {
        this.host = host;
    }

    @Override
    public Optional<KubernetesClient> open(Place wanted) {
        return kubeconfig(host, wanted).map(text -> {
            Config config = new ConfigBuilder(Config.fromKubeconfig(text))
                    .withRequestRetryBackoffLimit(RETRIES)
                    .withConnectionTimeout(PATIENCE_MS)
                    .withRequestTimeout(PATIENCE_MS)
                    .build();
            return new KubernetesClientBuilder().withConfig(config).build();
        });
    }

    /** The administrator's kubeconfig: for the operator alone, never handed out. */
    private static Optional<String> kubeconfig(KubernetesClient host, Place wanted) {
        Secret secret = host.secrets()
                .inNamespace(wanted.hostNamespace())
                .withName("vc-" + wanted.name())
                .get();
        Map<String, String> data = secret == null ? null : secret.getData();
        String config = data == null ? null : data.get("config");
        return Optional.ofNullable(config)
                .map(base64 -> new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    }
}
