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
            meter.observe(allPods, watchedFromS.getOrDefault(nodeUid, atS) * 1000, podsNanosAt(nodeUid));
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
        List<PodMeter> neverRead = new ArrayList<>();
        for (PodMeter pod : pods.on(node.nodeUid())) {
            Long endS = pod.endS();
            if (endS != null) {
                boolean passed = meter == null || (meter.hasReading() && meter.lastMs() > endS * 1000);
                if (pod.lookedAfterEnd() > LOOKS_AFTER_END_MAX || passed || nodeIsGone) {
                    (pod.sampled() ? read : neverRead).add(pod);
                }
            }
        }
        read.forEach(pod -> finish(meter, pod, pod.estimatedTailNanos(settings.bridgeMs())));
        shareSurplus(node, meter, neverRead);
    }

    /** Gives what the node's counter shows beyond the others to pods of which nothing was ever read. */
    private void shareSurplus(NodeSpan node, @Nullable NodeMeter meter, List<PodMeter> pods) {
        double nodeCores = node.cpuCapacityMillicores() / 1000.0;
        double most = pods.stream().mapToDouble(pod -> pod.mostNanos(nodeCores)).sum();
        long surplus = meter == null || !meter.hasReading() ? 0 : meter.surplusNanos(podsNanosAt(node.nodeUid()));
        double given = meter == null || surplus <= meter.toleranceNanos() ? 0 : Math.min((double) surplus, most);
        for (PodMeter pod : pods) {
            long part = most == 0 ? 0 : (long) (given * (pod.mostNanos(nodeCores) / most));
            finish(meter, pod, part);
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

    /** Reports unseen usage of a node that has now shown for long enough. */
    void report(NodeSpan node) {
        NodeMeter meter = meters.get(node.nodeUid());
        NodeMeter.Unseen found = meter == null ? null : meter.confirmed();
        if (found == null) {
            return;
        }
        long fromS = Math.max(Math.floorDiv(found.fromMs(), 1000), node.fromS());
        long toS = Math.max(fromS + 1, Math.floorDiv(found.toMs(), 1000));
        long totalMs = found.nanos() / NANOS_PER_CORE_MS;
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
