package dev.sublet.collector.kubelet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kubelet's /stats/summary says, as far as it is used. {@code allPods} is the node's own counter of all pods. */
public record NodeSummary(String node, @Nullable Counter allPods, List<PodStats> pods) {
    /** A cumulative counter with the time at which it was read, which differs from value to value. */
    public record Counter(long atMs, long value) {}

    /**
     * One pod.
     *
     * @param uid as the kubelet knows it
     * @param cpuNanos pod-level counter of core-nanoseconds: goes on across container restarts, lags, includes all
     *     containers ever run and the sandbox; null when absent
     * @param memoryBytes working set: of the pod if given, else the sum of its containers; null when absent
     * @param volumeUsedBytes used bytes of the pod's claims
     */
    public record PodStats(
            String uid,
            String namespace,
            String name,
            long startMs,
            List<ContainerStats> containers,
            @Nullable Counter cpuNanos,
            @Nullable Long memoryBytes,
            @Nullable Counter networkRxBytes,
            @Nullable Counter networkTxBytes,
            long volumeUsedBytes) {}

    /** One run of a container; {@code startMs} changes with each restart and its counter starts again at 0. */
    public record ContainerStats(String name, long startMs, Counter cpuNanos) {}
}
