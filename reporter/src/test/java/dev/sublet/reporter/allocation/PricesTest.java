package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.make;
import static dev.sublet.reporter.support.Fixture.sums;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.reporter.price.UnpricedException;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PricesTest {
    private final HandLedger ledger = new HandLedger();

    @AfterEach
    void close() {
        ledger.close();
    }

    private BigInteger nodes(long hours, String... yaml) {
        Statement statement = make(ledger, hours, yaml);
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
        return statement.reconciliation().nodeCostNanos();
    }

    @Test
    void a_node_s_price_is_split_by_the_base_prices_scaled_to_the_bill() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, GIB, 1);

        assertEquals(
                "{platform idle cpu=15000000000, platform idle gpu=15000000000, platform idle memory=5000000000}",
                sums(make(ledger, 1, "base: {gpu: 30, cpu: 30, memory: 10}", "nodes: {instanceType: t, perHour: 35}"))
                        .toString());
    }

    @Test
    void an_m5_xlarge_at_a_dollar_an_hour_costs_a_fifty_second_per_unit() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "m5.xlarge", T0, null, 4000, 16 * GIB, 0);

        // 36/52 and 16/52 of a dollar: 0.173 for a vCPU, 0.0192 for a GiB.
        assertEquals(
                "{platform idle cpu=692307692, platform idle memory=307692308}",
                sums(make(ledger, 1, "nodes: [{instanceType: m5.xlarge, perHour: 1}]"))
                        .toString());
    }

    @Test
    void a_price_that_changes_inside_an_hour_counts_for_its_seconds() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, GIB, 0);

        assertEquals(
                new BigInteger("1750000000"),
                nodes(
                        1,
                        "nodes:",
                        "  - {instanceType: t, perHour: 1, to: '2026-11-01T00:15:00Z'}",
                        "  - {instanceType: t, perHour: 2, from: '2026-11-01T00:15:00Z'}"));
    }

    @Test
    void a_node_that_lives_seven_minutes_costs_seven_minutes_rounded_once() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0 + 100, T0 + 520, 1000, GIB, 0);

        // 420 s of one nano an hour are 0.117 nanos; of 5 nanos 0.583.
        assertEquals(BigInteger.ZERO, nodes(1, "nodes: [{instanceType: t, perHour: 0.000000001}]"));
        assertEquals(BigInteger.ONE, nodes(1, "nodes: [{instanceType: t, perHour: 0.000000005}]"));
    }

    @Test
    void a_name_goes_before_a_type_and_a_cluster_before_all() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, GIB, 0);
        ledger.node("c", "n2", "t", T0, null, 1000, GIB, 0);

        assertEquals(
                new BigInteger("107000000000"),
                nodes(
                        1,
                        "nodes:",
                        "  - {instanceType: t, perHour: 3}",
                        "  - {instanceType: t, perHour: 7, cluster: c-name}",
                        "  - {instanceType: t, perHour: 9, cluster: other}",
                        "  - {name: n2, perHour: 100}"));
    }

    @Test
    void a_spot_node_is_never_given_the_price_of_one_on_demand() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, 1000, GIB, GIB, 0, true);

        UnpricedException refused =
                assertThrows(UnpricedException.class, () -> nodes(1, "nodes: [{instanceType: t, perHour: 3}]"));
        assertEquals(
                "price book prices.yaml lacks a spot price for instance type t (node n1)"
                        + " for 2026-11-01..2026-11-01T01:00:00Z; add it under nodes with spot: true",
                refused.getMessage());
        assertEquals(
                new BigInteger("1000000000"),
                nodes(
                        1,
                        "nodes:",
                        "  - {instanceType: t, perHour: 3}",
                        "  - {instanceType: t, spot: true, perHour: 1}"));
    }

    @Test
    void a_missing_price_names_type_node_time_and_place_to_add_it() {
        ledger.cluster("c", T0, T0 + 48 * HOUR);
        ledger.node("c", "ip-10-0-1-2", "m7g.large", T0, null, 1000, GIB, 0);

        UnpricedException refused = assertThrows(
                UnpricedException.class,
                () -> nodes(48, "nodes: [{instanceType: m7g.large, perHour: 3, to: 2026-11-02}]"));
        assertEquals(
                "price book prices.yaml lacks instance type m7g.large (node ip-10-0-1-2)"
                        + " for 2026-11-02..2026-11-03; add it under nodes",
                refused.getMessage());
        assertEquals(2, refused.exitCode());
    }

    @Test
    void a_node_without_instance_type_can_only_be_priced_by_name() {
        ledger.cluster("c", T0, T0 + 24 * HOUR);
        ledger.node("c", "kind-1", null, T0, null, 1000, GIB, 0);

        UnpricedException refused = assertThrows(
                UnpricedException.class, () -> nodes(24, "nodes: [{instanceType: m7g.large, perHour: 3}]"));
        assertEquals(
                "price book prices.yaml lacks node kind-1, which has no instance type, for 2026-11-01..2026-11-02;"
                        + " add it under nodes with name: kind-1",
                refused.getMessage());
        assertEquals(new BigInteger("24000000000"), nodes(24, "nodes: [{name: kind-1, perHour: 1}]"));
    }

    @Test
    void a_storage_class_is_refused_when_the_section_lacks_it_and_noted_when_there_is_no_section() {
        ledger.cluster("c", T0, T0 + 24 * HOUR);
        ledger.volume("c", "pv-1", "fast", GIB, null, T0, null, "host", null);
        ledger.volume("c", "pv-2", "slow", GIB, null, T0, null, "host", null);

        UnpricedException refused = assertThrows(
                UnpricedException.class,
                () -> nodes(24, "nodes: []", "volumes: [{storageClass: slow, perGiBHour: 1}]"));
        assertEquals(
                "price book prices.yaml lacks storage class \"fast\" (volume pv-1) for 2026-11-01..2026-11-02;"
                        + " add it under volumes",
                refused.getMessage());
        assertEquals(
                List.of("unpriced: 2 volumes; the price book has no section volumes"),
                make(ledger, 24, "nodes: []").notes());
    }

    @Test
    void what_a_node_without_capacity_costs_is_idle() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 0, 0, 0);

        assertEquals(
                "{platform idle cpu=1000000000}",
                sums(make(ledger, 1, "nodes: [{instanceType: t, perHour: 1}]")).toString());
    }
}
