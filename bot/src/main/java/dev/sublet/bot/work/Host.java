package dev.sublet.bot.work;

import dev.sublet.bot.action.ActionLog;
import dev.sublet.bot.action.Actions;
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
        ActionLog log,
        Clock clock) {
    /** With an applier and a log of its own. Asks the cluster for its identity, the UID of its namespace kube-system. */
    public static Host of(
            KubernetesClient client,
            Releases releases,
            Vclusters vclusters,
            OperatorSettings settings,
            Actions actions,
            Clock clock) {
        String cluster = client.namespaces()
                .withName("kube-system")
                .require()
                .getMetadata()
                .getUid();
        ActionLog log = new ActionLog(actions, cluster, clock);
        return new Host(client, new Applier(client), releases, vclusters, settings, log, clock);
    }
}
