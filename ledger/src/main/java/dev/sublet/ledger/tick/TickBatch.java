package dev.sublet.ledger.tick;

import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.span.ServiceSpan;
import dev.sublet.ledger.span.VclusterSpan;
import dev.sublet.ledger.span.VolumeSpan;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one tick of one cluster adds to the ledger, committed in one transaction or not at all.
 *
 * <p>Spans are written by {@code spanId}: a known ID replaces the row (to close it), a new one adds it. {@code usage} is
 * final, in whole {@link dev.sublet.ledger.usage.Quanta}. {@code tail} replaces the cluster's former tail as a whole: it
 * holds the seconds of spans that no final row covers yet, up to {@code atS}, as measured so far or request-only. {@code state} is what the meter needs to go on after a restart;
 * only the last tick of a cluster in a commit needs it, and one without is refused there.
 *
 * @param cluster UID of the host cluster (of its kube-system namespace)
 * @param clusterName the name people know it by
 * @param atS the tick's second; a tick at or before the cluster's last one is refused
 * @param intervalS nominal seconds between ticks
 */
public record TickBatch(
        String cluster,
        String clusterName,
        long atS,
        long intervalS,
        List<NodeTick> nodes,
        List<NodeSpan> nodeSpans,
        List<PodSpan> podSpans,
        List<VolumeSpan> volumeSpans,
        List<ServiceSpan> serviceSpans,
        List<VclusterSpan> vclusterSpans,
        List<OwnerSpan> ownerSpans,
        List<UsageRow> usage,
        List<UsageRow> tail,
        List<UnseenUsage> unseen,
        @Nullable StateBytes state) {}
