package dev.sublet.bot.work;

import dev.sublet.bot.plan.Place;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Opens the APIs of virtual clusters, as their administrator. Implementations are thread-safe. */
public interface Vclusters {
    /** A client that the caller closes, or empty when the virtual cluster has not written its kubeconfig yet. */
    Optional<KubernetesClient> open(Place wanted);
}
