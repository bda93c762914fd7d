package dev.sublet.ledger.usage;

/**
 * What one pod span used in {@code [fromS, toS)}. Rows of a span neither overlap nor leave a hole, and are cut at the
 * billing calendar's hours. CPU is in core-milliseconds, differenced after flooring the pod's own monotone counter;
 * network likewise in bytes. Memory and volumes are means over the interval in KiB. A final row holds whole {@link Quanta},
 * and what its rounding leaves goes to a later row of the pod, so the error over a pod's life is below one quantum; a tail
 * row is not rounded. Requests are repeated from the span, so that no join is needed.
 */
public record UsageRow(
        long spanId,
        long fromS,
        long toS,
        Coverage coverage,
        long cpuCoreMs,
        long memoryKib,
        long networkRxBytes,
        long networkTxBytes,
        long volumeKib,
        long cpuRequestMillicores,
        long memoryRequestKib,
        long gpuRequest) {
    public UsageRow {
        if (toS <= fromS) {
            throw new IllegalArgumentException(
                    "usage row of span " + spanId + " is empty: [" + fromS + ", " + toS + ")");
        }
        if (cpuCoreMs < 0 || memoryKib < 0 || networkRxBytes < 0 || networkTxBytes < 0 || volumeKib < 0) {
            throw new IllegalArgumentException("usage row of span " + spanId + " at " + fromS + " is negative");
        }
    }
}
