package dev.sublet.ledger.span;

import org.jspecify.annotations.Nullable;

/**
 * A vcluster in one state. Its identity is the UID of its Service, so one that is deleted and made again under its name
 * is another one.
 *
 * @param workloadKind {@code StatefulSet} or {@code Deployment}
 * @param state {@code running}, {@code paused}, {@code sleeping} or {@code scaled-down}
 */
public record VclusterSpan(
        long spanId,
        String cluster,
        String vclusterUid,
        String namespace,
        String vcluster,
        long fromS,
        @Nullable Long toS,
        String workloadKind,
        @Nullable String version,
        @Nullable String distro,
        String state) {}
