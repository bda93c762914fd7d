package dev.sublet.ledger.span;

import org.jspecify.annotations.Nullable;

/** A service of type LoadBalancer while it has an address. {@code labels} as in {@link RecordedLabels}, null for none. */
public record ServiceSpan(
        long spanId,
        String cluster,
        String serviceUid,
        String namespace,
        String service,
        long fromS,
        @Nullable Long toS,
        PodClass podClass,
        @Nullable String vclusterUid,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        @Nullable String labels) {}
