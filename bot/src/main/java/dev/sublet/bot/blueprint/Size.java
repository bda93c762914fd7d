package dev.sublet.bot.blueprint;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * How much a tenant may have, the control plane's own need not counted. Immutable.
 *
 * @param hard more entries of the ResourceQuota, by Kubernetes' names
 */
public record Size(
        String name,
        Quantity cpu,
        Quantity memory,
        Quantity storage,
        Quantity ephemeralStorage,
        int pods,
        int loadBalancers,
        Map<String, Quantity> hard) {
    public Size {
        hard = Map.copyOf(hard);
    }
}
