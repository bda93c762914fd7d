package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.NodeTick;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts to write in tests. */
final class Samples {
    static final String CLUSTER = "c0ffee";
    static final long START_S = 1_760_000_000L;

    private Samples() {}

    static LedgerSettings settings() {
        return new LedgerSettings(
                256L << 20,
                256L << 20,
                0,
                1L << 20,
                64,
                Duration.ofSeconds(5),
                4,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
    }

    /** A tick of one node with final rows and a tail for spans 1 to {@code pods}, and new spans when {@code first}. */
    static TickBatch tick(String cluster, long atS, int pods, boolean first) {
        List<PodSpan> spans = new ArrayList<>();
        List<UsageRow> usage = new ArrayList<>();
        List<UsageRow> tail = new ArrayList<>();
        for (int pod = 1; pod <= pods; pod++) {
            if (first) {
                spans.add(podSpan(cluster, pod, START_S, null));
            }
            usage.add(usage(pod, atS - 15, atS));
            tail.add(usage(pod, atS, atS + 1));
        }
        return new TickBatch(
                cluster,
                "prod",
                atS,
                15,
                List.of(new NodeTick("n1", "node-1", true, pods, null)),
                List.of(),
                spans,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                usage,
                tail,
                List.of(new UnseenUsage(cluster, "n1", "node-1", atS - 15, atS, 7)),
                StateBytes.ofText("state at " + atS));
    }

    static TickBatch tick(long atS, int pods) {
        return tick(CLUSTER, atS, pods, atS == START_S);
    }

    static TickBatch withUsage(TickBatch tick, List<UsageRow> usage) {
        return with(tick, usage, tick.tail(), tick.state());
    }

    static TickBatch withTail(TickBatch tick, List<UsageRow> tail) {
        return with(tick, tick.usage(), tail, tick.state());
    }

    static TickBatch withState(TickBatch tick, StateBytes state) {
        return with(tick, tick.usage(), tick.tail(), state);
    }

    private static TickBatch with(
            TickBatch tick, List<UsageRow> usage, List<UsageRow> tail, @Nullable StateBytes state) {
        return new TickBatch(
                tick.cluster(),
                tick.clusterName(),
                tick.atS(),
                tick.intervalS(),
                tick.nodes(),
                tick.nodeSpans(),
                tick.podSpans(),
                tick.volumeSpans(),
                tick.serviceSpans(),
                tick.vclusterSpans(),
                tick.ownerSpans(),
                usage,
                tail,
                tick.unseen(),
                state);
    }

    static PodSpan podSpan(String cluster, long spanId, long fromS, @Nullable Long toS) {
        return new PodSpan(
                spanId,
                cluster,
                "uid-" + spanId,
                "vcluster-payments",
                "pod-" + spanId,
                "n1",
                "node-1",
                fromS,
                toS,
                PodClass.WORKLOAD,
                "v1",
                "payments",
                "vcluster-payments",
                "default",
                "web-" + spanId,
                "Deployment",
                "web",
                250,
                262_144,
                0,
                "Burstable",
                null);
    }

    static UsageRow usage(long spanId, long fromS, long toS) {
        return new UsageRow(spanId, fromS, toS, Coverage.MEASURED, 1_500, 4_096, 16_384, 32_768, 0, 250, 262_144, 0);
    }

    static AuditEvent event(String source, String auditId, String stage, long stageUs) {
        return new AuditEvent(
                source,
                auditId,
                stage,
                "payments",
                "vcluster-payments",
                stageUs + 5,
                stageUs,
                "Metadata",
                "get",
                "alice@example.com",
                "alice",
                "",
                "pods",
                null,
                "default",
                "web-1",
                200,
                "/api/v1/pods",
                "10.0.0.1",
                "kubectl",
                "{}");
    }

    static AuditBatch batch(String source, AuditEvent... events) {
        return new AuditBatch(source, List.of(events), List.of());
    }
}
