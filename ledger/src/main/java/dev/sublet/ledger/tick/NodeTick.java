package dev.sublet.ledger.tick;

import org.jspecify.annotations.Nullable;

/** Whether a node's kubelet answered at a tick. {@code error} says why it did not. */
public record NodeTick(
        String nodeUid,
        String node,
        boolean answered,
        int pods,
        @Nullable String error) {}
