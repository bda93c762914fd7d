package dev.sublet.reporter.overhead;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private static final String NODES = "nodes: [{instanceType: t, perHour: 4}, {instanceType: u, perHour: 1.5}]";
    private static final String VOLUMES = "volumes: [{storageClass: fast, perGiBHour: 0.05}]";
    private static final String FIXED =
            "fixed: [{name: fee, perHour: 0.10}, {name: disk, per: node, instanceType: u, perHour: 0.02}]";

    private final HandLedger ledger = new HandLedger();

    /** Ten hours; a tenant's pods of 1 000 and 500 millicores, the second for two of them; u is a node of another cluster. */
    @BeforeEach
    void fleet() {
        ledger.cluster("c", T0, T0 + 10 * HOUR);
        ledger.cluster("other", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 4000, 0, 0);
        ledger.node("other", "n2", "u", T0, null, 1500, 1200, 0, 0, 0, false);
        pod("cp", "control-plane", 500, 10);
        pod("web", "workload", 1000, 10);
        pod("job", "workload", 500, 2);
        ledger.volume("c", "data", "fast", GIB, "team-a", T0, null, "workload", "uid-a");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void pod(String pod, String podClass, long millicores, long hours) {
        long span = ledger.pod(
                "c",
                pod,
                "team-a",
                "n1",
                T0,
                hours == 10 ? null : T0 + hours * HOUR,
                podClass,
                "uid-a",
                millicores,
                0,
                0);
        for (int hour = 0; hour < hours; hour++) {
            ledger.usage(span, T0 + hour * HOUR, T0 + (hour + 1) * HOUR, 0, 0);
        }
    }

    private Comparison compare(Assumptions assumptions, String... book) {
        return ledger.read(connection -> {
            StatementComputation.on(connection, hours(10), book(book));
            return Comparisons.of(connection, Vcluster.of(connection), "prices.yaml", assumptions);
        });
    }

    @Test
    void a_vcluster_is_compared_with_a_namespace_and_with_the_cheapest_cluster_of_its_own() {
        Comparison comparison = compare(Assumptions.usual(), NODES, VOLUMES, FIXED);

        assertEquals(1, comparison.rows().size());
        Comparison.Row row = comparison.rows().get(0);
        // 10 h × (500 + 1 000) millicores and 2 h × 500 at 1 a core-hour, and a volume at 0.05.
        assertEquals(nanos("16.5"), row.vcluster().costNanos());
        // The node's 24 h idle and the fee's 1 are all this vcluster's: nobody else runs anything there.
        assertEquals(nanos("41.5"), row.asItIsNanos());
        // Tenants' 11 of 16 pods' cost.
        assertEquals(
                nanos("11.5").add(nanos("25").multiply(BigInteger.valueOf(11)).divide(BigInteger.valueOf(16))),
                row.namespaceNanos());
        // 1 500 millicores at once: one t (40) or two u of 1 200 (30, and 0.4 for disks).
        Comparison.Own own = row.own().orElseThrow();
        assertEquals("u", own.instanceType());
        assertEquals(2, own.nodes());
        assertEquals(nanos("1"), own.feeNanos());
        assertEquals(nanos("30.4"), own.nodesNanos());
        assertEquals(nanos("0.5"), own.keptNanos());
        assertEquals(nanos("31.9"), own.totalNanos());
        assertEquals(3, row.ownSafe().orElseThrow().nodes());
        assertEquals(nanos("47.1"), row.ownSafe().orElseThrow().totalNanos());
        assertEquals(List.of(), comparison.notes());
    }

    @Test
    void what_the_book_lacks_is_named_and_nothing_is_priced_by_a_default() {
        Comparison withoutFee = compare(Assumptions.usual(), NODES, VOLUMES);
        assertEquals(Optional.empty(), withoutFee.rows().get(0).own());
        assertEquals("no fee per cluster", withoutFee.rows().get(0).whyNot());
        assertTrue(
                withoutFee.notes().get(0).contains("add it under fixed with per: cluster"),
                withoutFee.notes()::toString);
    }

    @Test
    void an_instance_type_without_a_price_on_demand_is_named_and_the_others_are_compared() {
        ledger.node("other", "n3", "v", T0, null, 9000, 9000, 0, 0, 0, true);

        Comparison comparison = compare(
                Assumptions.parse(List.of("nodes-min=4")),
                NODES.replace("]", ", {instanceType: v, spot: true, perHour: 0.01}]"),
                VOLUMES,
                FIXED);

        assertEquals(4, comparison.rows().get(0).own().orElseThrow().nodes());
        assertEquals("u", comparison.rows().get(0).own().orElseThrow().instanceType());
        assertEquals(1, comparison.notes().size());
        assertTrue(comparison.notes().get(0).contains("instance type v"), comparison.notes()::toString);
    }

    @Test
    void discounts_of_the_book_hold_and_a_price_that_changes_counts_for_its_time() {
        Comparison comparison = compare(
                Assumptions.usual(),
                "nodes: [{instanceType: t, perHour: 4, to: \"2026-11-01T05:00:00Z\"},"
                        + " {instanceType: t, perHour: 8, from: \"2026-11-01T05:00:00Z\"}, {instanceType: u, perHour: 100}]",
                VOLUMES,
                FIXED,
                "discounts: [{percent: 25}]");

        // (5 × 4 + 5 × 8) less a quarter.
        assertEquals(nanos("45"), comparison.rows().get(0).own().orElseThrow().nodesNanos());
    }

    @Test
    void nodes_are_gone_while_a_vcluster_sleeps() {
        vcluster(T0, T0 + 4 * HOUR, "running");
        vcluster(T0 + 4 * HOUR, null, "paused");

        Comparison.Own own = compare(Assumptions.usual(), NODES, VOLUMES, FIXED)
                .rows()
                .get(0)
                .own()
                .orElseThrow();

        assertEquals(nanos("12.16"), own.nodesNanos());
        assertEquals(nanos("1"), own.feeNanos());
    }

    private void vcluster(long fromS, @org.jspecify.annotations.Nullable Long toS, String state) {
        ledger.sql("INSERT INTO vcluster_span VALUES (" + ledger.nextSpanId() + ", 'c', 'uid-a', 'team-a', 'a', "
                + fromS + ", " + toS + ", 'StatefulSet', NULL, NULL, '" + state + "')");
    }

    private static BigInteger nanos(String amount) {
        return new java.math.BigDecimal(amount).movePointRight(9).toBigIntegerExact();
    }
}
