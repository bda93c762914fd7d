package dev.sublet.ledger.span;

import org.jspecify.annotations.Nullable;

/**
 * A node with unchanged cost-relevant attributes in {@code [fromS, toS)}, in seconds since the epoch. {@code toS} is
 * null while the span is open. A new span starts when an attribute changes.
 */
public record NodeSpan(
        long spanId,
        String cluster,
        String nodeUid,
        String node,
        long fromS,
        @Nullable Long toS,
        long cpuCapacityMillicores,
        long cpuAllocatableMillicores,
        long memoryCapacityKib,
        long memoryAllocatableKib,
        long gpuCapacity,
        @Nullable String instanceType,
        @Nullable String providerId,
        @Nullable String region,
        @Nullable String zone,
        boolean spot,
        @Nullable String gpuModel) {}
