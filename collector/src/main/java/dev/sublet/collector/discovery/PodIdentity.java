package dev.sublet.collector.discovery;

import dev.sublet.ledger.span.PodClass;
import org.jspecify.annotations.Nullable;

/** What a pod, volume or service is for its bill, and which vcluster it belongs to, if any. */
public record PodIdentity(
        PodClass podClass,
        @Nullable String vclusterUid,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        @Nullable String virtualNamespace,
        @Nullable String virtualName,
        @Nullable String labels) {
    /** The same with other labels, as {@link dev.sublet.ledger.span.RecordedLabels} writes them. */
    PodIdentity labelled(@Nullable String recorded) {
        return new PodIdentity(
                podClass, vclusterUid, vcluster, vclusterNamespace, virtualNamespace, virtualName, recorded);
    }

    public static PodIdentity outside(PodClass podClass) {
        return new PodIdentity(podClass, null, null, null, null, null, null);
    }
}
