package dev.sublet.reporter.statement;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static dev.sublet.reporter.support.Fixture.sums;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.NodeTick;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import dev.sublet.reporter.verify.Check;
import dev.sublet.reporter.verify.Verifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from committed ticks to a proven statement, on the ledger that the daemon uses, with a restart between. */
class RealLedgerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC);
    private static final String PRICES = "nodes: [{instanceType: t, perHour: 10}]";

    @TempDir
    Path folder;

    @Test
    void committed_ticks_become_a_statement_that_is_still_proven_after_a_restart() {
        Statement made;
        try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), CLOCK)) {
            NodeSpan node = new NodeSpan(
                    ledger.nextSpanId(),
                    "c",
                    "uid-n1",
                    "n1",
                    T0,
                    null,
                    1000,
                    1000,
                    GIB,
                    GIB,
                    0,
                    "t",
                    null,
                    null,
                    null,
                    false,
                    null);
            PodSpan pod = pod(ledger.nextSpanId());
            OwnerSpan owner = new OwnerSpan(
                    ledger.nextSpanId(), "c", "vcluster", "uid-a", "cc-a", null, 1_000_000, "registry", T0, null, T0);
            ledger.commit(List.of(
                    tick(T0, List.of(node), List.of(pod), List.of(owner), List.of()),
                    tick(T0 + 1800, List.of(), List.of(), List.of(), List.of(row(pod, T0, T0 + 1800))),
                    tick(T0 + HOUR, List.of(), List.of(), List.of(), List.of(row(pod, T0 + 1800, T0 + HOUR)))));

            made = new Statements(ledger, ledger, CLOCK).make(hours(1), book(PRICES));
            // The same connection or another may answer: what one report left must not reach the next.
            assertEquals(made, new Statements(ledger, ledger, CLOCK).make(hours(1), book(PRICES)));
        }

        assertEquals(
                "{cc-a workload cpu=4500000000, cc-a workload memory=1000000000, platform idle cpu=4500000000}",
                sums(made).toString());
        try (Ledger ledger = Ledger.openExisting(folder)) {
            List<Check> checks = new Verifier(ledger, ledger).check(book(PRICES));
            assertEquals(List.of(), checks.stream().filter(check -> !check.ok()).toList());
            assertEquals(14, checks.size());
        }
    }

    private static PodSpan pod(long spanId) {
        return new PodSpan(
                spanId,
                "c",
                "uid-web",
                "team-a",
                "web",
                "uid-n1",
                "n1",
                T0,
                null,
                PodClass.WORKLOAD,
                "uid-a",
                "a",
                "team-a",
                null,
                null,
                null,
                null,
                500,
                GIB,
                0,
                "Burstable",
                null);
    }

    private static UsageRow row(PodSpan pod, long fromS, long toS) {
        return new UsageRow(pod.spanId(), fromS, toS, Coverage.MEASURED, 50, 1024, 0, 0, 0, 500, GIB, 0);
    }

    private static TickBatch tick(
            long atS, List<NodeSpan> nodes, List<PodSpan> pods, List<OwnerSpan> owners, List<UsageRow> usage) {
        return new TickBatch(
                "c",
                "c-name",
                atS,
                60,
                List.of(new NodeTick("uid-n1", "n1", true, 1, null)),
                nodes,
                pods,
                List.of(),
                List.of(),
                List.of(),
                owners,
                usage,
                List.of(),
                List.of(),
                StateBytes.ofText("{}"));
    }
}
