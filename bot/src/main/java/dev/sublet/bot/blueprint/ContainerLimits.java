package dev.sublet.bot.blueprint;

import io.fabric8.kubernetes.api.model.Quantity;

/** What a tenant's container gets that asks for nothing. Immutable. */
public record ContainerLimits(
        Quantity cpuRequest,
        Quantity cpuLimit,
        Quantity memoryRequest,
        Quantity memoryLimit,
        Quantity ephemeralStorageRequest,
        Quantity ephemeralStorageLimit) {
    /** What the vcluster chart's own LimitRange says. */
    public static final ContainerLimits USUAL = new ContainerLimits(
            new Quantity("100m"),
            new Quantity("1"),
            new Quantity("128Mi"),
            new Quantity("512Mi"),
            new Quantity("1Gi"),
            new Quantity("8Gi"));
}
