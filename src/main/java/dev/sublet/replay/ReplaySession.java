package dev.sublet.replay;

import dev.sublet.collector.Collector;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.collector.watch.HostLabels;
import dev.sublet.daemon.DemoMark;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.simulator.replay.CollectorUnderReplay;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The real collector on the ledger as it is on disk, from one gap of the recording to the next. */
final class ReplaySession implements CollectorUnderReplay {
    private final Runnable closing;
    private final Ledger ledger;
    private final KubernetesClient client;
    private final Collector collector;

    ReplaySession(Path data, String clusterName, Clock clock, Config cluster, Duration interval, Runnable closing) {
        this.closing = closing;
        ledger = Ledger.open(data, LedgerSettings.defaults(), clock);
        DemoMark.refuse(ledger, data);
        client = new KubernetesClientBuilder().withConfig(cluster).build();
        collector = new Collector(
                SimulatedSettings.of(clusterName, interval, null, HostLabels.DEFAULT)
                        .withBillingZone(ledger.billingZone()),
                client,
                ledger,
                clock);
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public void start() {
        try {
            collector.start();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public boolean caughtUp(Map<String, String> resourceVersions) {
        return collector.watch().caughtUp(resourceVersions);
    }

    @Override
    public void tick() {
        try {
            collector.tick();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public Optional<Long> lastTickS() {
        return ledger.lastState(HostClient.clusterUid(client)).map(MeterState::lastTickS);
    }

    @Override
    public void close() {
        closing.run();
        collector.close();
        client.close();
        ledger.close();
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the replay was interrupted; replay again, it goes on where it was", e);
    }
}
