package dev.sublet.simulator.scenario;

import org.jspecify.annotations.Nullable;

/** What a pod really used in a period. {@code vcluster} is null for what belongs to none. */
public record PodTruth(
        String uid, String namespace, String name, @Nullable String vcluster, double coreSeconds) {}
