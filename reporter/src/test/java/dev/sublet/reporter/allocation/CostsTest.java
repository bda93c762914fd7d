package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.make;
import static dev.sublet.reporter.support.Fixture.sums;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.price.UnpricedException;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices and costs beside a node's own: GPUs, discounts, commitments, fixed costs, network, bills. */
class CostsTest {
    private static final String HALF = "base: {cpu: 1, memory: 1, gpu: 2}";

    private final HandLedger ledger = new HandLedger();

    @BeforeEach
    void oneNodeOfOneCoreAndOneGib() {
        ledger.cluster("c", T0, T0 + 4 * HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, GIB, 0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private String charged(String... yaml) {
        Statement statement = make(ledger, 4, yaml);
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
        return sums(statement).toString();
    }

    @Test
    void what_a_commitment_leaves_unused_is_there_once_where_two_clusters_have_its_cluster_s_name() {
        ledger.cluster("d", T0, T0 + 4 * HOUR)
                .sql("UPDATE cluster SET cluster_name = 'c-name'")
                .node("d", "n2", "t", T0, null, 1000, GIB, 0);
        String charged = charged(
                HALF,
                "nodes: [{instanceType: t, perHour: 1}]",
                "commitments: {name: three, cluster: c-name, instanceType: t, count: 3, perHour: 0.5}");
        assertTrue(charged.contains("platform unused-commitment commitment=2000000000"), charged);
    }

    @Test
    void a_discount_is_on_cpu_and_memory_and_a_gpu_has_a_price_of_its_own() {
        ledger.sql("UPDATE node_span SET gpu_capacity = 2, gpu_model = 'm'");

        assertEquals(
                "{platform idle cpu=1800000000, platform idle gpu=24000000000, platform idle memory=1800000000}",
                charged(
                        HALF,
                        "nodes: {instanceType: t, perHour: 1}",
                        "gpus: {model: m, perHour: 3}",
                        "discounts: {percent: 10}"));
        assertTrue(assertThrows(
                        UnpricedException.class,
                        () -> charged(HALF, "nodes: {instanceType: t, perHour: 1}", "gpus: {model: other, perHour: 3}"))
                .getMessage()
                .contains("lacks GPU model \"m\" (node n1)"));
    }

    @Test
    void reserved_nodes_cost_their_own_price_and_the_unused_ones_are_a_line() {
        assertEquals(
                "{platform idle cpu=1000000000, platform idle memory=1000000000,"
                        + " platform unused-commitment commitment=2000000000}",
                charged(
                        HALF,
                        "nodes: {instanceType: t, perHour: 1}",
                        "commitments: {name: two, instanceType: t, count: 2, perHour: 0.5}",
                        "fixed: []"));
    }

    @Test
    void a_spend_covers_nodes_at_a_discount_until_it_is_used_up() {
        // Of a node of 1 an hour, 0.8 with the commitment, a spend of 0.4 covers half: 0.5 + 0.4.
        assertEquals(
                "{platform idle cpu=1800000000, platform idle memory=1800000000}",
                charged(
                        HALF,
                        "nodes: {instanceType: t, perHour: 1}",
                        "commitments: {name: plan, spendPerHour: 0.4, percent: 20}"));
    }

    @Test
    void fixed_costs_are_per_cluster_fleet_and_node_and_a_month_is_its_real_hours() {
        assertEquals(
                "{platform fixed fixed=12000000000, platform idle cpu=2000000000, platform idle memory=2000000000}",
                charged(
                        HALF,
                        "nodes: {instanceType: t, perHour: 1}",
                        "fixed: [{name: a, perHour: 1}, {name: b, per: fleet, perMonth: 720}, {name: c, per: node, perHour: 1}]"));
    }

    @Test
    void a_bill_is_what_a_node_cost_where_it_covers_it_and_the_book_elsewhere() {
        ledger.sql("UPDATE node_span SET provider_id = 'aws:///z/i-0a'")
                .sql("INSERT INTO bill VALUES (1, 'b', 'AWS', 'a', 'USD', " + T0 + ", " + (T0 + 4 * HOUR)
                        + ", 1, 0, 0, 0, 'd', 0)")
                .sql("INSERT INTO bill_row VALUES (1, " + (T0 + HOUR) + ", " + (T0 + 3 * HOUR)
                        + ", 'usage', 'Usage', 'EC2', 'i-0a', NULL, 'i-0a', NULL, 1, 0.9, 0.6, 1.1)")
                .sql("INSERT INTO bill_row VALUES (1, " + T0 + ", " + (T0 + 4 * HOUR)
                        + ", 'tax', 'Tax', 'EC2', NULL, NULL, NULL, NULL, 1, 0.1, 0.1, 0)");
        Statement statement = make(ledger, 4, HALF, "nodes: {instanceType: t, perHour: 1}");

        assertEquals(
                "{platform idle cpu=1300000000, platform idle memory=1300000000, platform tax bill=100000000}",
                sums(statement).toString());
        assertEquals(
                new BigInteger("700000000"),
                statement.lines().stream()
                        .filter(line -> line.pricing().equals("billed"))
                        .map(line -> line.amountNanos())
                        .reduce(BigInteger.ZERO, BigInteger::add));
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
    }
}
