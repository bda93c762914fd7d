package dev.sublet.bot.operator;

import dev.sublet.bot.release.Releases;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** The host cluster and what reaches it. Thread-safe. */
public record Host(
        KubernetesClient client,
        Applier applier,
        Releases releases,
        Vclusters vclusters,
        OperatorSettings settings,
        Clock clock) {
    /** With an applier of its own. */
    public static Host of(
            KubernetesClient client, Releases releases, Vclusters vclusters, OperatorSettings settings, Clock clock) {
        return new Host(client, new Applier(client), releases, vclusters, settings, clock);
    }
}
