package dev.sublet.ledger.usage;

/**
 * CPU that a node's own counter of all pods shows beyond every pod that was seen, in {@code [fromS, toS)}, within one
 * billing hour. It is an estimate: counters on a node are read at different times.
 */
public record UnseenUsage(String cluster, String nodeUid, String node, long fromS, long toS, long cpuCoreMs) {
    public UnseenUsage {
        if (toS <= fromS || cpuCoreMs < 0) {
            throw new IllegalArgumentException("unseen usage on " + node + " at " + fromS + " is empty or negative");
        }
    }
}
