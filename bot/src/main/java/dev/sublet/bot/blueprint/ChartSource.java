package dev.sublet.bot.blueprint;

import java.util.List;

/**
 * Where a chart comes from. Immutable.
 *
 * @param source the address of a chart repository (https), of an OCI registry (oci), or the path of a chart's folder or archive, in which
 *     {@code {version}} stands for the version
 * @param name of the chart in a repository; unused otherwise
 * @param versions that are allowed, newest first
 */
public record ChartSource(String source, String name, List<String> versions) {
    public ChartSource {
        versions = List.copyOf(versions);
    }

    /** Whether the chart lies on a disk, so that its version is what lies there. */
    public boolean isLocal() {
        return !source.contains("://");
    }

    public boolean isOci() {
        return source.startsWith("oci://");
    }
}
