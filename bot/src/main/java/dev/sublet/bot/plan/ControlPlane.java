package dev.sublet.bot.plan;

import io.fabric8.kubernetes.api.model.Quantity;

/**
 * What a virtual cluster's own pods ask for. The chart is told the same numbers, so that quota and pods agree; they are the chart's own
 * defaults (0.30 to 0.37), with a limit on CPU, which a quota on limits demands. Immutable.
 */
public record ControlPlane(
        Quantity cpuRequest,
        Quantity cpuLimit,
        Quantity memoryRequest,
        Quantity memoryLimit,
        Quantity ephemeralRequest,
        Quantity ephemeralLimit,
        Quantity volume,
        Quantity dnsCpuRequest,
        Quantity dnsCpuLimit,
        Quantity dnsMemoryRequest,
        Quantity dnsMemoryLimit) {
    public static final ControlPlane USUAL = new ControlPlane(
            new Quantity("200m"),
            new Quantity("2"),
            new Quantity("256Mi"),
            new Quantity("4Gi"),
            new Quantity("1Gi"),
            new Quantity("10Gi"),
            new Quantity("5Gi"),
            new Quantity("20m"),
            new Quantity("1"),
            new Quantity("64Mi"),
            new Quantity("170Mi"));
}
