package dev.sublet.simulator.scenario;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.kubelet.NodeLook;
import dev.sublet.collector.watch.FactsOf;
import dev.sublet.collector.watch.HostLabels;
import dev.sublet.simulator.api.KubeKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * The fleet's past, tick by tick, from the first of last month to the moment for which the fleet was made: what a collector
 * would have seen, without HTTP in between. Objects are built only when they change. Single use, one thread.
 */
public final class History implements Iterator<HistoryStep> {
    private final Fleet fleet;
    private final long intervalS;
    private final long endS;
    private final HostLabels labels;
    private final Map<String, Fact> known = new HashMap<>();
    private long nextS;
    private int nextEvent;

    public History(Fleet fleet, Duration interval) {
        this(fleet, interval, HostLabels.DEFAULT);
    }

    public History(Fleet fleet, Duration interval, HostLabels labels) {
        this.fleet = fleet;
        this.intervalS = interval.toSeconds();
        this.labels = labels;
        if (intervalS < 1) {
            throw new IllegalArgumentException("interval is " + interval + "; give at least one second");
        }
        nextS = fleet.start().getEpochSecond();
        endS = fleet.now().getEpochSecond();
    }

    /** How many steps are left. */
    public int remaining() {
        return nextS > endS ? 0 : (int) ((endS - nextS) / intervalS) + 1;
    }

    /** Passes over the steps before {@code fromS} without a look at kubelets, and returns what the watch saw in them. */
    public List<Change> passTo(long fromS) {
        long steps = Math.min(remaining(), -Math.floorDiv(nextS - fromS, intervalS));
        if (steps <= 0) {
            return List.of();
        }
        nextS += steps * intervalS;
        return changesUpTo(nextS - intervalS);
    }

    @Override
    public boolean hasNext() {
        return nextS <= endS;
    }

    @Override
    public HistoryStep next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the fleet's history ends at " + fleet.now());
        }
        long atS = nextS;
        nextS += intervalS;
        return new HistoryStep(atS, changesUpTo(atS), looks(atS));
    }

    private List<Change> changesUpTo(long atS) {
        List<Change> changes = new ArrayList<>();
        List<FleetEvent> events = fleet.events();
        while (nextEvent < events.size() && events.get(nextEvent).atS() <= atS) {
            FleetEvent event = events.get(nextEvent);
            nextEvent++;
            Supplier<HasMetadata> object = event.object();
            if (object != null) {
                Fact fact = fact(event.kind(), object.get());
                known.put(event.key(), fact);
                changes.add(new Change.Seen(event.atS(), fact));
                continue;
            }
            Fact last = known.remove(event.key());
            if (last != null) {
                changes.add(new Change.Gone(event.atS(), last));
            }
        }
        return changes;
    }

    private Fact fact(KubeKind kind, HasMetadata object) {
        return switch (kind) {
            case NODE -> FactsOf.node((Node) object);
            case NAMESPACE -> FactsOf.namespace((Namespace) object, labels);
            case POD -> FactsOf.pod((Pod) object, labels);
            case SERVICE -> FactsOf.service((Service) object, labels);
            case CLAIM -> FactsOf.claim((PersistentVolumeClaim) object, labels);
            case VOLUME -> FactsOf.volume((PersistentVolume) object);
            case STATEFUL_SET -> FactsOf.statefulSet((StatefulSet) object);
            case DEPLOYMENT -> FactsOf.deployment((Deployment) object);
            case VIRTUAL_CLUSTER, OVERRIDE ->
                throw new IllegalArgumentException("the plan holds no " + kind + "; people ask for it");
        };
    }

    private List<NodeLook> looks(long atS) {
        List<NodeLook> looks = new ArrayList<>();
        for (NodePlan node : fleet.nodes()) {
            if (!node.existsAt(atS)) {
                continue;
            }
            looks.add(
                    node.answersAt(atS)
                            ? new NodeLook(node.uid(), node.name(), fleet.summary(node, atS * 1000), null)
                            : new NodeLook(node.uid(), node.name(), null, "connection refused"));
        }
        return looks;
    }
}
