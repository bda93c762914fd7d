package dev.sublet.collector;

import dev.sublet.collector.kubelet.KubeletException.Reason;
import java.util.Map;

/**
 * How the collector is doing; an immutable snapshot.
 *
 * @param nodes nodes asked in the last round
 * @param answered those whose kubelet answered
 * @param pods pods that have not ended
 * @param vclusters vclusters that exist
 * @param lastTickS second of the last committed tick, or -1 before the first
 * @param ticks ticks committed since the start
 * @param uncommittedTicks ticks that the ledger has not taken yet
 * @param failures kubelets that did not answer since the start, by reason
 * @param queueDepth changes that wait for the next round
 * @param interrupted kinds whose watch is down, with the reason
 */
public record CollectorStats(
        int nodes,
        int answered,
        int pods,
        int vclusters,
        long lastTickS,
        long ticks,
        int uncommittedTicks,
        Map<Reason, Long> failures,
        int queueDepth,
        Map<String, String> interrupted) {
    static final CollectorStats NONE = new CollectorStats(0, 0, 0, 0, -1, 0, 0, Map.of(), 0, Map.of());
}
