package dev.sublet.simulator.scenario;

import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.NodeSummary.ContainerStats;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each node's kubelet would say at a moment. As on real nodes, container values are fresh, pod values lag and repeat
 * for some seconds, and a pod that stopped is no longer there, while the node's counter keeps what it used.
 */
final class KubeletView {
    /** Pod values and the node's counter are read anew this often. */
    private static final int HOUSEKEEPING_S = 15;

    private static final double CONTAINER_AGE_S = 0.3;

    private final Map<String, List<PodPlan>> podsByNode = new HashMap<>();
    private final Map<String, Long> usedInAll = new HashMap<>();

    KubeletView(List<PodPlan> pods) {
        for (PodPlan pod : pods) {
            podsByNode
                    .computeIfAbsent(pod.node().name(), name -> new ArrayList<>())
                    .add(pod);
            if (pod.stopS() != Dates.NEVER) {
                usedInAll.put(pod.uid(), pod.cpuNanosAt((double) pod.stopS()));
            }
        }
    }

    /** {@code atMs} is in milliseconds since the epoch. */
    NodeSummary summary(NodePlan node, long atMs) {
        double atS = atMs / 1000.0;
        double housekeptS = housekept(atS, node.name().hashCode());
        List<PodStats> stats = new ArrayList<>();
        long all = 0;
        for (PodPlan pod : podsByNode.getOrDefault(node.name(), List.of())) {
            if (pod.startS() > atS) {
                continue;
            }
            all += used(pod, housekeptS);
            if (pod.runsAt(atS)) {
                stats.add(stats(pod, atS));
            }
        }
        return new NodeSummary(node.name(), new Counter(Math.round(housekeptS * 1000), all), stats);
    }

    /** The sum that the node's own counter shows at a moment, in core-nanoseconds. */
    private long used(PodPlan pod, double atS) {
        Long total = atS >= pod.stopS() ? usedInAll.get(pod.uid()) : null;
        return total != null ? total : pod.cpuNanosAt(atS);
    }

    private static PodStats stats(PodPlan pod, double atS) {
        double freshS = Math.max((double) pod.startS(), atS - CONTAINER_AGE_S);
        double laggingS =
                Math.max((double) pod.startS(), housekept(atS, pod.uid().hashCode()));
        long laggingMs = Math.round(laggingS * 1000);
        long memory = memory(pod, atS);
        long traffic = pod.cpuNanosAt(laggingS) / 40_000;
        ContainerStats container = new ContainerStats(
                "main",
                pod.runStartS(freshS) * 1000,
                new Counter(Math.round(freshS * 1000), pod.runCpuNanosAt(freshS)));
        return new PodStats(
                pod.uid(),
                pod.namespace(),
                pod.name(),
                pod.createdS() * 1000,
                List.of(container),
                new Counter(laggingMs, pod.cpuNanosAt(laggingS)),
                memory,
                new Counter(laggingMs, traffic),
                new Counter(laggingMs, traffic / 3),
                pod.volumeBytes());
    }

    /** The last housekeeping at or before a moment; each pod has its own beat. */
    private static double housekept(double atS, int beat) {
        int phase = Math.floorMod(beat, HOUSEKEEPING_S);
        return Math.floor((atS - 1 - phase) / HOUSEKEEPING_S) * HOUSEKEEPING_S + phase;
    }

    /** Slowly swinging by a tenth around what it holds. */
    private static long memory(PodPlan pod, double atS) {
        double swing = 1 + 0.1 * Math.sin(atS / 5000 + pod.load().phase());
        return (long) (pod.size().workingSetMib() * swing) << 20;
    }
}
