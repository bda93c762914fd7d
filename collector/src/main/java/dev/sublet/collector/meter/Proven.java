package dev.sublet.collector.meter;

import dev.sublet.collector.discovery.PodIdentity;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.span.ServiceSpan;
import dev.sublet.ledger.span.VolumeSpan;
import org.jspecify.annotations.Nullable;

/**
 * What was once shown to belong to a vcluster goes on belonging to it, also when the proof is gone: the claim of a
 * released volume, or the Service of a vcluster that was deleted while the daemon was down.
 */
final class Proven {
    private Proven() {}

    static PodIdentity or(PodIdentity now, PodSpan before) {
        return now.vclusterUid() != null || before.vclusterUid() == null
                ? now
                : new PodIdentity(
                        before.podClass(),
                        before.vclusterUid(),
                        before.vcluster(),
                        before.vclusterNamespace(),
                        before.virtualNamespace(),
                        before.virtualPod(),
                        now.labels());
    }

    static PodIdentity or(PodIdentity now, @Nullable ServiceSpan before) {
        return now.vclusterUid() != null || before == null || before.vclusterUid() == null
                ? now
                : new PodIdentity(
                        before.podClass(),
                        before.vclusterUid(),
                        before.vcluster(),
                        before.vclusterNamespace(),
                        null,
                        null,
                        now.labels());
    }

    /** Only while the volume still names the claim that it was known by. */
    static PodIdentity or(PodIdentity now, @Nullable VolumeSpan before, String claimNamespace, String claim) {
        return now.vclusterUid() != null
                        || before == null
                        || before.vclusterUid() == null
                        || !claim.equals(before.claim())
                        || !claimNamespace.equals(before.claimNamespace())
                ? now
                : new PodIdentity(
                        before.podClass(),
                        before.vclusterUid(),
                        before.vcluster(),
                        before.vclusterNamespace(),
                        null,
                        null,
                        now.labels());
    }
}
