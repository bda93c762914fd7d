package dev.sublet.collector.kubelet;

import dev.sublet.collector.facts.NodeFacts;
import java.time.Duration;

/** Where the summaries of nodes come from. Thread-safe. */
public interface SummarySource {
    /**
     * Asks once, and waits at most {@code timeout}, body included.
     *
     * @throws KubeletException with one line that says why there is none
     * @throws InterruptedException when the round ended; the request is given up
     */
    NodeSummary summaryOf(NodeFacts node, Duration timeout) throws KubeletException, InterruptedException;
}
