package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.NodeTick;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The facts that trials commit. Each follows from the number of its tick or batch alone, so that a parent that never saw
 * them knows what must be there. A pod lives 48 ticks; each fifth tick brings a row that is ten ticks late.
 */
final class TrialFacts {
    static final long START_S = Instant.parse("2026-10-30T00:00:00Z").getEpochSecond();
    static final long STEP_S = 1_200;
    static final int PODS = 4;
    static final String SOURCE = "vc1";
    static final int EVENTS = 5;
    private static final long LIFE = 48;
    private static final long LATE = 10;
    /** Of the pod whose rows come late. */
    private static final int LATE_POD = 9;

    private TrialFacts() {}

    /** Small, so that parts, checkpoints, compaction and retention all happen within minutes. */
    static LedgerSettings settings() {
        return settings(128L << 10);
    }

    static LedgerSettings settings(long checkpointBytes) {
        return new LedgerSettings(
                        128L << 20,
                        128L << 20,
                        0,
                        checkpointBytes,
                        64,
                        Duration.ofSeconds(30),
                        4,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10))
                .withSealing(new LedgerSettings.Sealing(
                        Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofDays(1), 2_000))
                .withRetention(new LedgerSettings.Retention(
                        Optional.of(Period.ofDays(10)), Optional.empty(), Optional.of(Period.ofDays(15))));
    }

    static String cluster(int number) {
        return "c" + number;
    }

    static long atS(long index) {
        return START_S + index * STEP_S;
    }

    static long index(long atS) {
        return (atS - START_S) / STEP_S;
    }

    static long spanId(int cluster, long index, int pod) {
        return cluster * 10_000_000L + index / LIFE * 10 + pod;
    }

    static int clusterOf(long spanId) {
        return (int) (spanId / 10_000_000L);
    }

    static TickBatch tick(int cluster, long index) {
        long atS = atS(index);
        return new TickBatch(
                cluster(cluster),
                "name of " + cluster,
                atS,
                STEP_S,
                List.of(
                        new NodeTick("n1", "node-1", true, PODS, null),
                        new NodeTick("n2", "node-2", false, 0, "no answer")),
                List.of(),
                spans(cluster, index),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                usage(cluster, index),
                tail(cluster, index),
                unseen(cluster, index),
                StateBytes.ofText("state of tick " + index));
    }

    static List<PodSpan> spans(int cluster, long index) {
        List<PodSpan> spans = new ArrayList<>();
        if (index % LIFE != 0) {
            return spans;
        }
        for (int pod : pods()) {
            if (index > 0) {
                long before = index - LIFE;
                spans.add(Samples.podSpan(cluster(cluster), spanId(cluster, before, pod), atS(before), atS(index)));
            }
            spans.add(Samples.podSpan(cluster(cluster), spanId(cluster, index, pod), atS(index), null));
        }
        return spans;
    }

    private static List<Integer> pods() {
        return List.of(0, 1, 2, 3, LATE_POD);
    }

    static List<UsageRow> usage(int cluster, long index) {
        List<UsageRow> usage = new ArrayList<>();
        if (index > 0) {
            for (int pod = 0; pod < PODS; pod++) {
                usage.add(row(cluster, index - 1, pod));
            }
        }
        if (index % 5 == 0 && index >= LATE) {
            usage.add(row(cluster, index - LATE, LATE_POD));
        }
        return usage;
    }

    private static UsageRow row(int cluster, long index, int pod) {
        return Seals.row(spanId(cluster, index, pod), atS(index), atS(index + 1));
    }

    static List<UsageRow> tail(int cluster, long index) {
        List<UsageRow> tail = new ArrayList<>();
        for (int pod = 0; pod < PODS; pod++) {
            tail.add(Seals.row(spanId(cluster, index, pod), atS(index), atS(index) + 1));
        }
        return tail;
    }

    static List<UnseenUsage> unseen(int cluster, long index) {
        return index == 0
                ? List.of()
                : List.of(new UnseenUsage(
                        cluster(cluster), "n1", "node-1", atS(index - 1), atS(index), 1 + index % 1_000));
    }

    /** When a webhook call came: every two hours. */
    static long auditS(long number) {
        return START_S + number * 7_200;
    }

    /** A webhook call, its events a microsecond apart. */
    static AuditBatch audit(long number) {
        List<AuditEvent> events = new ArrayList<>();
        for (int event = 0; event < EVENTS; event++) {
            events.add(Samples.event(SOURCE, "e" + number + "-" + event, "ResponseComplete", stageUs(number, event)));
        }
        return new AuditBatch(SOURCE, events, List.of());
    }

    static long stageUs(long number, int event) {
        return auditS(number) * 1_000_000 + event;
    }
}
