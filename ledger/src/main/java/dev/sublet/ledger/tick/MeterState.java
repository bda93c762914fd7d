package dev.sublet.ledger.tick;

import dev.sublet.ledger.span.PodSpan;
import java.util.List;

/**
 * What the last committed tick of a cluster left for the next one. {@code state} is the meter's own, opaque here; it need
 * not repeat the pod spans that are open, which come with it.
 */
public record MeterState(long firstTickS, long lastTickS, StateBytes state, List<PodSpan> openPods) {}
