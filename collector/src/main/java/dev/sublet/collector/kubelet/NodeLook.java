package dev.sublet.collector.kubelet;

import org.jspecify.annotations.Nullable;

/** The outcome of asking one node's kubelet: a summary, or one line that says why there is none. */
public record NodeLook(
        String nodeUid,
        String node,
        @Nullable NodeSummary summary,
        @Nullable String error) {}
