package dev.sublet.simulator.replay;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.watch.ClusterWatch;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.collector.watch.HostLabels;
import dev.sublet.collector.watch.WatchSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The collector's own watch without its meter: what it saw goes into a list. */
final class WatchUnderReplay implements CollectorUnderReplay {
    private final List<Change> changes;
    private final KubernetesClient client;
    private final ClusterWatch watch;

    WatchUnderReplay(List<Change> changes, Clock clock, Config cluster) {
        this.changes = changes;
        this.client = new KubernetesClientBuilder().withConfig(cluster).build();
        this.watch = new ClusterWatch(client, WatchSettings.DEFAULT, HostLabels.DEFAULT, clock);
    }

    @Override
    public void start() {
        try {
            watch.start();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean caughtUp(Map<String, String> resourceVersions) {
        return watch.caughtUp(resourceVersions);
    }

    @Override
    public void tick() {
        changes.addAll(watch.drain());
    }

    @Override
    public Optional<Long> lastTickS() {
        // The first question that a real one asks: which cluster is this?
        return HostClient.clusterUid(client).isEmpty() ? Optional.of(Long.MAX_VALUE) : Optional.empty();
    }

    @Override
    public void close() {
        watch.close();
        client.close();
    }
}
