package dev.sublet.collector;

import dev.sublet.collector.discovery.FleetDiscovery;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import dev.sublet.collector.kubelet.SummarySource;
import dev.sublet.collector.meter.Meter;
import dev.sublet.collector.meter.MeterSettings;
import dev.sublet.collector.owner.OwnerRules;
import dev.sublet.collector.round.Round;
import dev.sublet.collector.round.SamplingRound;
import dev.sublet.collector.watch.ClusterWatch;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.collector.watch.KubeletAccess;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.TickBatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters one host cluster: watch, kubelets, meter and ledger. {@link #start}, {@link #tick} and {@link #close} belong to
 * one thread; {@link #stats} and {@link #watch} may be used from any.
 */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final CollectorSettings settings;
    private final KubernetesClient client;
    private final ClusterWatch watch;
    private final SamplingRound round;
    private final LedgerWriter ledger;
    private final Clock clock;
    private final FleetDiscovery discovery;
    private final OwnerRules owners;
    private final List<TickBatch> uncommitted = new ArrayList<>();
    private final Map<Reason, Long> failures = new EnumMap<>(Reason.class);
    private long ticks;
    private long lastCommittedS = -1;
    private @Nullable Meter meter;
    private volatile CollectorStats stats = CollectorStats.NONE;

    /**
     * Reads the owner registry; nothing is sent yet. The client stays the caller's.
     *
     * @throws IllegalArgumentException when the owner registry is wrong
     */
    public Collector(CollectorSettings settings, KubernetesClient client, LedgerWriter ledger, Clock clock) {
        this(settings, client, KubeletAccess.of(client, settings.kubelet()), ledger, clock);
    }

    /** Like the other, with summaries from elsewhere. */
    public Collector(
            CollectorSettings settings,
            KubernetesClient client,
            SummarySource summaries,
            LedgerWriter ledger,
            Clock clock) {
        Path ownersFile = settings.ownersFile();
        this.owners = new OwnerRules(
                ownersFile == null ? OwnerRegistry.empty() : OwnerRegistry.read(ownersFile, settings.billingZone()));
        this.settings = settings;
        this.discovery = new FleetDiscovery(settings.hostLabels().recorded());
        this.client = client;
        this.ledger = ledger;
        this.clock = clock;
        this.watch = new ClusterWatch(client, settings.watch(), settings.hostLabels(), clock);
        this.round = new SamplingRound(
                summaries,
                settings.kubelet().concurrency(),
                settings.kubelet().requestTimeout(),
                settings.kubelet().deadline());
    }

    /**
     * Lists the cluster and takes up the meter where the ledger left it.
     *
     * @throws dev.sublet.collector.watch.ClusterException when the cluster cannot be listed
     */
    public void start() throws InterruptedException {
        watch.start();
        String cluster = watch.clusterUid().orElseGet(() -> HostClient.clusterUid(client));
        Meter started = new Meter(
                new MeterSettings(
                        cluster, settings.clusterName(), settings.interval().toSeconds(), settings.billingZone()),
                discovery,
                owners,
                ledger);
        meter = started;
        lastCommittedS = started.lastTickS();
        LOG.info("Metering cluster {} ({}), last tick {}", settings.clusterName(), cluster, started.lastTickS());
    }

    /** The cluster's watch, for those who must know how far it has come. */
    public ClusterWatch watch() {
        return watch;
    }

    /** The second of this cluster's last committed tick. Works before {@link #start} too, by asking the cluster who it is. */
    public Optional<Long> lastTickS() {
        String cluster = watch.clusterUid().orElseGet(() -> HostClient.clusterUid(client));
        return ledger.lastState(cluster).map(MeterState::lastTickS);
    }

    /**
     * One round: asks all kubelets, takes in what changed, and commits. The changes are taken after the looks, so that a
     * pod which a kubelet shows is known. A second that is already in the ledger is passed over.
     *
     * @return the batch that was committed, or empty when there was none to commit now
     * @throws LedgerException when the ledger has refused too many ticks; the others wait for the next round
     */
    public Optional<TickBatch> tick() throws InterruptedException {
        Meter running = meter;
        if (running == null) {
            throw new IllegalStateException("the collector was not started");
        }
        Round looked = round.look(watch.nodes());
        watch.drain().forEach(running::apply);
        long atS = clock.instant().getEpochSecond();
        if (atS <= running.lastTickS()) {
            return Optional.empty();
        }
        TickBatch batch = running.tick(atS, looked.looks());
        uncommitted.add(batch);
        boolean committed = commit();
        count(looked);
        return committed ? Optional.of(batch) : Optional.empty();
    }

    /** What the ledger refused stays here in order: the meter has gone on, and its next tick builds on it. */
    private boolean commit() {
        try {
            ledger.commit(List.copyOf(uncommitted));
        } catch (LedgerException e) {
            if (uncommitted.size() >= settings.uncommittedTicksMax()) {
                throw new LedgerException(
                        "the ledger has refused " + uncommitted.size() + " ticks (" + e.getMessage()
                                + "); free or repair its disk, or raise collector.uncommittedTicksMax",
                        e);
            }
            LOG.warn("{} ticks wait for the ledger: {}", uncommitted.size(), e.getMessage());
            return false;
        }
        ticks += uncommitted.size();
        lastCommittedS = uncommitted.get(uncommitted.size() - 1).atS();
        uncommitted.clear();
        return true;
    }

    private void count(Round looked) {
        looked.failures().forEach((reason, count) -> failures.merge(reason, (long) count, Long::sum));
        stats = new CollectorStats(
                looked.looks().size(),
                looked.answered(),
                watch.livePods(),
                discovery.vclusters().size(),
                lastCommittedS,
                ticks,
                uncommitted.size(),
                Map.copyOf(failures),
                watch.queueDepth(),
                watch.interrupted());
    }

    /** As of the last round. */
    public CollectorStats stats() {
        return stats;
    }

    /** Stops watching and asking. A tick that was not committed is lost, as if the collector had stopped before it. */
    @Override
    public void close() {
        round.close();
        watch.close();
    }
}
