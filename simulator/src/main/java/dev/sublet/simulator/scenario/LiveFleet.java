package dev.sublet.simulator.scenario;

import dev.sublet.simulator.api.KubeKind;
import dev.sublet.simulator.api.KubeletFault;
import dev.sublet.simulator.api.SimulatedCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a simulated cluster as the fleet is now: objects come and go as time passes, and kubelets say what the fleet says
 * at the moment they are asked. It goes on where the fleet's history ended, with the same UIDs and counters. Thread-safe.
 */
public final class LiveFleet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFleet.class);

    private final Fleet fleet;
    private final SimulatedCluster cluster;
    private final Clock clock;
    private final ScheduledExecutorService ticker;
    private int nextEvent;
    private @Nullable ScheduledFuture<?> following;

    private LiveFleet(Fleet fleet, SimulatedCluster cluster, Clock clock) {
        this.fleet = fleet;
        this.cluster = cluster;
        this.clock = clock;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "live-fleet");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Fills the cluster with what there is now. Nothing moves until {@link #advance} or {@link #follow}. */
    public static LiveFleet fill(Fleet fleet, SimulatedCluster cluster, Clock clock) {
        LiveFleet live = new LiveFleet(fleet, cluster, clock);
        live.fill();
        return live;
    }

    private synchronized void fill() {
        long nowS = clock.instant().getEpochSecond();
        Map<String, FleetEvent> there = new LinkedHashMap<>();
        List<FleetEvent> events = fleet.events();
        for (; nextEvent < events.size() && events.get(nextEvent).atS() <= nowS; nextEvent++) {
            FleetEvent event = events.get(nextEvent);
            if (event.object() == null) {
                there.remove(event.key());
            } else {
                there.put(event.key(), event);
            }
        }
        there.values().forEach(this::apply);
        silence(nowS);
    }

    /** Applies what happened since the last call, and returns how many changes that were. */
    public synchronized int advance() {
        long nowS = clock.instant().getEpochSecond();
        List<FleetEvent> events = fleet.events();
        int before = nextEvent;
        for (; nextEvent < events.size() && events.get(nextEvent).atS() <= nowS; nextEvent++) {
            apply(events.get(nextEvent));
        }
        silence(nowS);
        return nextEvent - before;
    }

    /** From now on advances by itself at this pace of real time. */
    public synchronized void follow(Duration pace) {
        if (following != null) {
            throw new IllegalStateException("the fleet follows the clock already");
        }
        following = ticker.scheduleWithFixedDelay(
                this::advanceOrLog, pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void advanceOrLog() {
        try {
            advance();
        } catch (RuntimeException failed) {
            // A scheduled task that throws is never run again: the fleet would stand still without a word.
            LOG.error("the simulated fleet could not advance", failed);
        }
    }

    private void apply(FleetEvent event) {
        Supplier<HasMetadata> object = event.object();
        if (object == null) {
            cluster.delete(event.kind(), event.namespace(), event.name());
            return;
        }
        cluster.put(object.get());
        if (event.kind() == KubeKind.NODE) {
            NodePlan node = fleet.nodes().stream()
                    .filter(plan -> plan.name().equals(event.name()))
                    .findFirst()
                    .orElseThrow();
            cluster.setSummary(event.name(), () -> SummaryJson.write(fleet.summary(node, clock.millis())));
        }
    }

    private void silence(long nowS) {
        for (NodePlan node : fleet.nodes()) {
            if (node.existsAt(nowS) && !node.answersAt(nowS)) {
                cluster.failKubelet(node.name(), KubeletFault.SILENT);
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
