package dev.sublet.simulator.replay;

/**
 * What a replay did.
 *
 * @param ticks metered now
 * @param skipped ticks that the ledger had already
 * @param restarts how often the collector was down in a gap
 * @param vclusters control planes seen, by UID of their workload
 * @param pods pods seen, by UID
 * @param auditPosts batches delivered
 * @param auditEvents events in them, duplicates included
 */
public record ReplaySummary(
        int ticks, int skipped, int restarts, int vclusters, int pods, int auditPosts, int auditEvents) {}
