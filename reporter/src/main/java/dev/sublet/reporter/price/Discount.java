package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A percentage off what the price book says. As OpenCost has it, CPU and memory, not GPU, unless it says otherwise.
 *
 * @param resources of {@code cpu, memory, gpu, storage, load-balancer}
 * @param cluster the cluster's name or UID that it is limited to, or null for every cluster
 * @param instanceType that nodes are limited to, or null for all
 * @param spot whether it is for spot nodes only or for others only; null for either
 * @param millionths 300 000 is 30 %
 */
public record Discount(
        Set<String> resources,
        @Nullable String cluster,
        @Nullable String instanceType,
        @Nullable Boolean spot,
        long millionths,
        Validity validity) {
    /** The resources that a discount may be on. */
    public static final Set<String> RESOURCES = Set.of("cpu", "memory", "gpu", "storage", "load-balancer");
}
