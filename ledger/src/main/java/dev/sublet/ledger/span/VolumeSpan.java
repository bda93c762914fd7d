package dev.sublet.ledger.span;

import org.jspecify.annotations.Nullable;

/**
 * A persistent volume from binding to its deletion, also while it is released and retained. Class and vcluster are those
 * of the claim that bound it last. {@code handle} is what the storage calls it, null for volumes without a CSI driver;
 * {@code labels} are the claim's, as in {@link RecordedLabels}.
 */
public record VolumeSpan(
        long spanId,
        String cluster,
        String volumeUid,
        String volume,
        long fromS,
        @Nullable Long toS,
        String storageClass,
        long capacityKib,
        String phase,
        @Nullable String claimNamespace,
        @Nullable String claim,
        PodClass podClass,
        @Nullable String vclusterUid,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        @Nullable String handle,
        @Nullable String labels) {}
