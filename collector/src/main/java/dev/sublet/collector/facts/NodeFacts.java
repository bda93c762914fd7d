package dev.sublet.collector.facts;

import org.jspecify.annotations.Nullable;

/** A Node. Where its kubelet listens is here too. */
public record NodeFacts(
        String uid,
        String name,
        long createdS,
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
        @Nullable String gpuModel,
        @Nullable String address,
        int kubeletPort)
        implements Fact {}
