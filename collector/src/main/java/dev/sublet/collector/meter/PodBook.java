package dev.sublet.collector.meter;

import dev.sublet.collector.discovery.Discovery;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All pods that are metered now, and the spans and rows they give. */
final class PodBook {
    private static final long ENDED_KEPT_S = 3600;

    private final MeterSettings settings;
    private final RowGrid grid;
    private final Discovery discovery;
    private final LongSupplier ids;
    private final Function<String, @Nullable NodeFacts> nodes;

    private final Map<String, PodMeter> meters;
    private final Set<String> finished;
    /** When pods ended that are no longer there, for a while: one that shows again must not be billed twice. */
    private final Map<String, Long> endedS;

    private final Map<String, PodFacts> facts = new HashMap<>();
    private final Map<String, String> uidByKubeletUid = new HashMap<>();
    private final Map<Long, PodSpan> changed = new LinkedHashMap<>();
    private final Set<Long> unwritten = new HashSet<>();
    private final List<UsageRow> rows = new ArrayList<>();

    /**
     * An empty book, or the one that the memory holds.
     *
     * @param nodes a node by its name, or null while it is unknown
     */
    PodBook(
            MeterSettings settings,
            RowGrid grid,
            Discovery discovery,
            LongSupplier ids,
            Function<String, @Nullable NodeFacts> nodes,
            MeterMemory memory) {
        this.settings = settings;
        this.grid = grid;
        this.discovery = discovery;
        this.ids = ids;
        this.nodes = nodes;
        this.meters = new TreeMap<>(memory.pods());
        this.finished = new TreeSet<>(memory.finishedPods());
        this.endedS = new TreeMap<>(memory.endedPodsS());
    }

    Map<String, PodMeter> meters() {
        return meters;
    }

    Set<String> finished() {
        return finished;
    }

    Map<String, Long> endedS() {
        return endedS;
    }

    void seen(PodFacts pod, long atS, long firstTickS) {
        facts.put(pod.uid(), pod);
        uidByKubeletUid.put(pod.kubeletUid(), pod.uid());
        if (finished.contains(pod.uid())) {
            return;
        }
        PodMeter meter = meters.get(pod.uid());
        if (meter == null) {
            meter = begin(pod, atS, firstTickS);
        } else if (meter.endS() == null) {
            update(meter, pod, atS);
        }
        if (meter != null && meter.endS() == null) {
            meter.ended(pod.endedRuns());
        }
        if (meter != null && meter.endS() == null && pod.ended()) {
            end(meter, pod.finishedS() == null ? atS : pod.finishedS());
        }
    }

    private @Nullable PodMeter begin(PodFacts pod, long atS, long firstTickS) {
        NodeFacts node = pod.node() == null ? null : nodes.apply(pod.node());
        if (node == null) {
            return null;
        }
        Long finishedS = pod.finishedS();
        if (pod.ended() && (finishedS == null || finishedS <= firstTickS)) {
            finished.add(pod.uid());
            return null;
        }
        long scheduledS = pod.scheduledS() == null ? atS : pod.scheduledS();
        long billedUntilS = endedS.getOrDefault(pod.uid(), firstTickS);
        PodSpan span = Spans.of(
                ids.getAsLong(),
                settings.cluster(),
                pod,
                node.uid(),
                node.name(),
                discovery.identify(pod),
                Math.max(Math.max(scheduledS, node.createdS()), billedUntilS));
        PodMeter meter = new PodMeter(span, scheduledS >= billedUntilS);
        meter.limitCpu(pod.cpuLimitMillicores());
        meters.put(pod.uid(), meter);
        unwritten.add(span.spanId());
        changed.put(span.spanId(), span);
        return meter;
    }

    private void update(PodMeter meter, PodFacts pod, long atS) {
        PodSpan span = meter.span();
        meter.limitCpu(pod.cpuLimitMillicores());
        PodSpan now = Spans.of(
                span.spanId(),
                settings.cluster(),
                pod,
                span.nodeUid(),
                span.node(),
                Proven.or(discovery.identify(pod), span),
                span.fromS());
        if (now.equals(span)) {
            return;
        }
        long fromS = meter.earliestChangeS(atS);
        if (unwritten.contains(span.spanId()) && fromS == span.fromS()) {
            meter.correct(now);
            changed.put(now.spanId(), now);
            return;
        }
        PodSpan next = Spans.with(now, ids.getAsLong(), fromS, null);
        PodSpan ended = meter.change(next);
        changed.put(ended.spanId(), ended);
        changed.put(next.spanId(), next);
        unwritten.add(next.spanId());
    }

    /** The pod was deleted. */
    void gone(PodFacts last, long atS) {
        facts.remove(last.uid());
        uidByKubeletUid.remove(last.kubeletUid(), last.uid());
        finished.remove(last.uid());
        PodMeter meter = meters.get(last.uid());
        if (meter != null && meter.endS() == null) {
            meter.ended(last.endedRuns());
            end(meter, last.finishedS() == null ? atS : last.finishedS());
        }
    }

    void end(PodMeter meter, long atS) {
        PodSpan ended = meter.end(atS);
        changed.put(ended.spanId(), ended);
    }

    /** Ends the pods of a node that no longer exists. */
    void nodeGone(String nodeUid, long atS) {
        for (PodMeter meter : meters.values()) {
            if (meter.span().nodeUid().equals(nodeUid) && meter.endS() == null) {
                end(meter, atS);
            }
        }
    }

    /** Pods that were remembered and are no longer there; nobody saw when they went. */
    List<PodMeter> vanished() {
        return meters.entrySet().stream()
                .filter(one ->
                        !facts.containsKey(one.getKey()) && one.getValue().endS() == null)
                .map(Map.Entry::getValue)
                .toList();
    }

    void forgetFinished() {
        finished.retainAll(facts.keySet());
    }

    /** Asks discovery again about every pod, and begins those whose node was unknown until now. */
    void identifyAgain(long atS, long firstTickS) {
        List.copyOf(facts.values()).forEach(pod -> seen(pod, atS, firstTickS));
    }

    void beginWaiting(long atS, long firstTickS) {
        for (PodFacts pod : List.copyOf(facts.values())) {
            if (pod.node() != null && !meters.containsKey(pod.uid()) && !finished.contains(pod.uid())) {
                seen(pod, atS, firstTickS);
            }
        }
    }

    /** Takes in one node's summary: rows for what it shows, request-only rows for what does not run there. */
    void look(String nodeUid, NodeSummary summary, long atS) {
        Set<String> shown = new HashSet<>();
        for (PodStats stats : summary.pods()) {
            String uid = uidByKubeletUid.getOrDefault(stats.uid(), stats.uid());
            PodMeter meter = meters.get(uid);
            if (meter != null && meter.span().nodeUid().equals(nodeUid)) {
                shown.add(uid);
                meter.look(stats, atS, settings, grid, rows);
            }
        }
        meters.forEach((uid, meter) -> {
            PodFacts pod = facts.get(uid);
            boolean idle = pod != null && !pod.running() && meter.endS() == null;
            if (idle && !shown.contains(uid) && meter.span().nodeUid().equals(nodeUid)) {
                meter.requestOnly(atS, Coverage.ESTIMATED, grid, rows);
            }
        });
    }

    List<PodMeter> on(String nodeUid) {
        return meters.values().stream()
                .filter(meter -> meter.span().nodeUid().equals(nodeUid))
                .toList();
    }

    /** Hands out a pod's last rows and lets go of it. */
    void finish(PodMeter meter, long tailNanos) {
        meter.finish(tailNanos, settings, grid, rows);
        String uid = meter.span().podUid();
        meters.remove(uid);
        if (facts.containsKey(uid)) {
            finished.add(uid);
        } else if (meter.endS() != null) {
            endedS.put(uid, meter.endS());
        }
    }

    List<UsageRow> tails(long atS, Set<String> answeredNodeUids) {
        List<UsageRow> tails = new ArrayList<>();
        for (PodMeter meter : meters.values()) {
            Coverage coverage =
                    answeredNodeUids.contains(meter.span().nodeUid()) ? Coverage.ESTIMATED : Coverage.MISSING;
            meter.tail(atS, coverage, grid, tails);
        }
        return tails;
    }

    void forgetEndedBefore(long atS) {
        endedS.values().removeIf(ended -> ended < atS - ENDED_KEPT_S);
    }

    List<PodSpan> takeChanged() {
        List<PodSpan> taken = List.copyOf(changed.values());
        changed.clear();
        unwritten.clear();
        return taken;
    }

    List<UsageRow> takeRows() {
        List<UsageRow> taken = List.copyOf(rows);
        rows.clear();
        return taken;
    }
}
