package dev.sublet.collector.meter;

import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.NodeSummary.ContainerStats;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import org.jspecify.annotations.Nullable;

/**
 * Readings on a kubelet whose clock is ahead of ours. Left as they are they would settle seconds that have not come yet,
 * and the last look would lose them. A container's values are about as old as the look, so the newest of them is put at
 * the tick and all others are moved with it. Times of starts stay: they tell runs apart.
 */
final class KubeletTime {
    /** A look may answer this much later than its tick began, which is no clock that is wrong. */
    private static final long AHEAD_MAX_MS = 5_000;

    private KubeletTime() {}

    static NodeSummary notAhead(NodeSummary summary, long atS) {
        long newestMs = summary.pods().stream()
                .flatMap(pod -> pod.containers().stream())
                .mapToLong(container -> container.cpuNanos().atMs())
                .max()
                .orElse(Long.MIN_VALUE);
        long aheadMs = newestMs - atS * 1000;
        if (newestMs == Long.MIN_VALUE || aheadMs <= AHEAD_MAX_MS) {
            return summary;
        }
        return new NodeSummary(
                summary.node(),
                back(summary.allPods(), aheadMs),
                summary.pods().stream().map(pod -> back(pod, aheadMs)).toList());
    }

    private static PodStats back(PodStats pod, long byMs) {
        return new PodStats(
                pod.uid(),
                pod.namespace(),
                pod.name(),
                pod.startMs(),
                pod.containers().stream()
                        .map(container -> new ContainerStats(
                                container.name(),
                                container.startMs(),
                                new Counter(
                                        container.cpuNanos().atMs() - byMs,
                                        container.cpuNanos().value())))
                        .toList(),
                back(pod.cpuNanos(), byMs),
                pod.memoryBytes(),
                back(pod.networkRxBytes(), byMs),
                back(pod.networkTxBytes(), byMs),
                pod.volumeUsedBytes());
    }

    private static @Nullable Counter back(@Nullable Counter counter, long byMs) {
        return counter == null ? null : new Counter(counter.atMs() - byMs, counter.value());
    }
}
