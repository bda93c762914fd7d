package dev.sublet.collector.meter;

import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.usage.UnseenUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The nodes' own counters, and pods that ended waiting for what those say about their last seconds. */
final class NodeBook {
    private static final int LOOKS_AFTER_END_MAX = 4;
    /** A surplus that grows in steps below the tolerance shows this much later than its first part. */
    private static final long LOOK_BACK_MS = 120_000;

    private static final long NANOS_PER_CORE_MS = 1_000_000;

    private final MeterSettings settings;
    private final BillingHours hours;
    private final PodBook pods;
    private final Map<String, NodeMeter> meters;
    private final Map<String, Long> watchedFromS;
    private final List<UnseenUsage> unseen = new ArrayList<>();

    NodeBook(MeterSettings settings, BillingHours hours, PodBook pods, MeterMemory memory) {
        this.settings = settings;
        this.hours = hours;
        this.pods = pods;
        this.meters = new TreeMap<>(memory.nodeMeters());
        this.watchedFromS = new HashMap<>(memory.watchedFromS());
    }

    Map<String, NodeMeter> meters() {
        return meters;
    }

    Map<String, Long> watchedFromS() {
        return watchedFromS;
    }

    void observe(String nodeUid, NodeSummary summary, long atS) {
        watchedFromS.putIfAbsent(nodeUid, atS);
        Counter allPods = summary.allPods();
        if (allPods != null) {
            NodeMeter meter = meters.computeIfAbsent(nodeUid, uid -> new NodeMeter());
            List<PodMeter> on = pods.on(nodeUid);
            long lateNanos =
                    on.stream().mapToLong(pod -> pod.lateNanos(allPods.atMs())).sum();
            meter.observe(allPods, watchedFromS.getOrDefault(nodeUid, atS) * 1000, podsNanosAt(nodeUid), lateNanos);
        }
    }

    private LongUnaryOperator podsNanosAt(String nodeUid) {
        List<PodMeter> on = pods.on(nodeUid);
        return atMs -> on.stream().mapToLong(pod -> pod.nanosAt(atMs)).sum();
    }

    /** Finishes ended pods of a node, once its counter has passed their end or will not tell more. */
    void finishEnded(NodeSpan node, boolean nodeIsGone) {
        NodeMeter meter = meters.get(node.nodeUid());
        List<PodMeter> read = new ArrayList<>();
        List<PodMeter> partlyRead = new ArrayList<>();
        double nodeCores = node.cpuCapacityMillicores() / 1000.0;
        for (PodMeter pod : pods.on(node.nodeUid())) {
            Long endS = pod.endS();
            if (endS != null) {
                boolean passed = meter == null || (meter.hasReading() && meter.lastMs() > endS * 1000);
                if (pod.lookedAfterEnd() > LOOKS_AFTER_END_MAX || passed || nodeIsGone) {
                    (pod.mostNanos(nodeCores, settings.bridgeMs()) == 0 ? read : partlyRead).add(pod);
                }
            }
        }
        read.forEach(pod -> finish(meter, pod, pod.estimatedTailNanos(settings.bridgeMs())));
        shareSurplus(node, meter, partlyRead);
    }

    /**
     * Ends the pods of a node that vanished while nobody watched. Each lived on for at least as long as the node's counter
     * shows usage beyond all others, going by the vanished pods' last cores; without such a sign it ends when it was last
     * seen.
     */
    void endVanished(NodeSpan node, long lastSeenS, long atS) {
        List<PodMeter> vanished = pods.vanished().stream()
                .filter(pod -> pod.span().nodeUid().equals(node.nodeUid()))
                .toList();
        double cores = vanished.stream().mapToDouble(PodMeter::lastCores).sum();
        NodeMeter meter = meters.get(node.nodeUid());
        long surplus = meter == null || !meter.hasReading() ? 0 : meter.surplusNanos(podsNanosAt(node.nodeUid()));
        boolean shown = meter != null && cores > 0 && surplus > meter.toleranceNanos();
        long longerS = shown ? Math.min(atS - lastSeenS, Math.round(surplus / cores / 1e9)) : 0;
        for (PodMeter pod : vanished) {
            pods.end(pod, lastSeenS + longerS);
            long tail = longerS == 0 ? 0 : pod.tailNanosByLastCores();
            finish(meter, pod, tail);
            if (meter != null) {
                meter.explained(tail);
            }
        }
    }

    /** Gives what the node's counter shows beyond the others to ended pods that nobody read for part of their time. */
    private void shareSurplus(NodeSpan node, @Nullable NodeMeter meter, List<PodMeter> pods) {
        double nodeCores = node.cpuCapacityMillicores() / 1000.0;
        long bridgeMs = settings.bridgeMs();
        double most = pods.stream()
                .mapToDouble(pod -> pod.mostNanos(nodeCores, bridgeMs))
                .sum();
        long estimated =
                pods.stream().mapToLong(pod -> pod.estimatedTailNanos(bridgeMs)).sum();
        long surplus =
                meter == null || !meter.hasReading() ? 0 : meter.surplusNanos(podsNanosAt(node.nodeUid())) - estimated;
        double given = meter == null || surplus <= meter.toleranceNanos() ? 0 : Math.min((double) surplus, most);
        for (PodMeter pod : pods) {
            long part = (long) (given * (pod.mostNanos(nodeCores, bridgeMs) / most));
            finish(meter, pod, pod.estimatedTailNanos(bridgeMs) + part);
            if (meter != null) {
                meter.explained(part);
            }
        }
    }

    private void finish(@Nullable NodeMeter meter, PodMeter pod, long tailNanos) {
        pods.finish(pod, tailNanos);
        if (meter != null) {
            meter.podGone(pod.nanos());
        }
    }

    /** Gives unseen usage to pods whose containers ran, as the watch says, while nobody read them. Returns what is left. */
    private long leftByHiddenRuns(NodeSpan node, NodeMeter meter, NodeMeter.Unseen found) {
        double nodeCores = node.cpuCapacityMillicores() / 1000.0;
        long fromMs = found.fromMs() - LOOK_BACK_MS;
        List<PodMeter> on = pods.on(node.nodeUid());
        double most = on.stream()
                .mapToDouble(pod -> pod.mostHiddenNanos(fromMs, found.toMs(), nodeCores))
                .sum();
        double given = Math.min(most, (double) found.nanos());
        long handed = 0;
        for (PodMeter pod : on) {
            double share = pod.mostHiddenNanos(fromMs, found.toMs(), nodeCores);
            long part = share == 0 ? 0 : (long) (given * (share / most));
            if (part > 0) {
                pod.give(part, found.toMs());
                handed += part;
            }
        }
        meter.given(handed);
        return found.nanos() - handed;
    }

    /** Reports unseen usage of a node that has now shown for long enough and that no pod can have made. */
    void report(NodeSpan node) {
        NodeMeter meter = meters.get(node.nodeUid());
        NodeMeter.Unseen found = meter == null ? null : meter.confirmed();
        long left = meter == null || found == null ? 0 : leftByHiddenRuns(node, meter, found);
        if (found == null || left < NANOS_PER_CORE_MS) {
            return;
        }
        long fromS = Math.max(Math.floorDiv(found.fromMs(), 1000), node.fromS());
        long toS = Math.max(fromS + 1, Math.floorDiv(found.toMs(), 1000));
        long totalMs = left / NANOS_PER_CORE_MS;
        long handed = 0;
        for (long start = fromS; start < toS; ) {
            long end = Math.min(toS, hours.next(start));
            long part = Proportion.of(totalMs, end - fromS, toS - fromS) - handed;
            handed += part;
            unseen.add(new UnseenUsage(settings.cluster(), node.nodeUid(), node.node(), start, end, part));
            start = end;
        }
    }

    void gone(String nodeUid) {
        meters.remove(nodeUid);
        watchedFromS.remove(nodeUid);
    }

    List<UnseenUsage> takeUnseen() {
        List<UnseenUsage> taken = List.copyOf(unseen);
        unseen.clear();
        return taken;
    }
}
