package dev.sublet.collector.discovery;

import org.jspecify.annotations.Nullable;

/** A vcluster as found on the host. {@code uid} is that of its Service. */
public record Vcluster(
        String uid,
        String namespace,
        String name,
        String workloadKind,
        String workloadUid,
        @Nullable String version,
        @Nullable String distro,
        String state) {}
