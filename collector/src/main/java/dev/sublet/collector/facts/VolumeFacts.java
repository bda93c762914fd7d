package dev.sublet.collector.facts;

import org.jspecify.annotations.Nullable;

/** A PersistentVolume with the claim that binds it, or bound it last. */
public record VolumeFacts(
        String uid,
        String name,
        long createdS,
        String storageClass,
        long capacityKib,
        String phase,
        @Nullable String claimNamespace,
        @Nullable String claim,
        @Nullable String claimUid,
        @Nullable String handle)
        implements Fact {}
