package dev.sublet.reporter.policy;

import static dev.sublet.reporter.support.Fixture.DOLLAR;
import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.hours;
import static dev.sublet.reporter.support.Fixture.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The worked example of OpenCost's unit tests: two clusters with idle 20 (CPU 5, RAM 15) and 10 (5, 5), three namespaces that
 * cost 28, 36 and 18.
 */
class OpenCostExampleTest {
    private static final String PRICES = """
            currency: USD
            base: {cpu: 1, memory: 1, gpu: 1}
            nodes: [{instanceType: one, perHour: 42}, {instanceType: two, perHour: 22}]
            volumes: [{storageClass: fast, perGiBHour: 1}]
            """;

    private final HandLedger ledger = new HandLedger();

    @BeforeEach
    void fill() {
        cluster("cluster1", "one", 11, 31);
        cluster("cluster2", "two", 11, 11);
        pod("cluster1", "ns1", 3, 13);
        pod("cluster1", "ns2", 3, 3);
        pod("cluster2", "ns2", 3, 3);
        pod("cluster2", "ns3", 3, 3);
        ledger.volume("cluster1", "pv1", "fast", 12 * GIB, "ns1", T0, null, "host", null);
        ledger.volume("cluster1", "pv2", "fast", 24 * GIB, "ns2", T0, null, "host", null);
        ledger.volume("cluster2", "pv3", "fast", 12 * GIB, "ns3", T0, null, "host", null);
        for (String cluster : new String[] {"cluster1", "cluster2"}) {
            for (String namespace : new String[] {"ns1", "ns2", "ns3"}) {
                ledger.owner(cluster, "namespace", namespace, namespace, 1_000_000, T0, null);
            }
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void cluster(String cluster, String type, long cores, long gib) {
        ledger.cluster(cluster, T0, T0 + HOUR);
        ledger.node(cluster, cluster + "-node", type, T0, null, cores * 1000, gib * GIB, 0);
    }

    private void pod(String cluster, String namespace, long cores, long gib) {
        long span = ledger.pod(
                cluster,
                cluster + "-" + namespace,
                namespace,
                cluster + "-node",
                T0,
                null,
                "host",
                null,
                cores * 1000,
                gib * GIB,
                0);
        ledger.usage(span, T0, T0 + HOUR, 0, 0);
    }

    private Map<String, BigDecimal> sums(String policies) {
        Statement statement = Statements.preview(ledger, hours(1), terms(PRICES, policies));
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (StatementLine line : statement.lines()) {
            sums.merge(line.costCenter(), new BigDecimal(line.amountNanos()), BigDecimal::add);
        }
        sums.replaceAll((name, nanos) -> nanos.divide(new BigDecimal(DOLLAR)).stripTrailingZeros());
        return sums;
    }

    private static Map<String, BigDecimal> of(String ns1, String ns2, String ns3, String platform) {
        Map<String, BigDecimal> sums = new TreeMap<>(
                Map.of("ns1", new BigDecimal(ns1), "ns2", new BigDecimal(ns2), "ns3", new BigDecimal(ns3)));
        if (!platform.isEmpty()) {
            sums.put("platform", new BigDecimal(platform));
        }
        sums.replaceAll((name, amount) -> amount.stripTrailingZeros());
        return sums;
    }

    @Test
    void without_a_policy_idle_stays_with_the_platform() {
        assertEquals(of("28", "36", "18", "30"), sums("rules: []"));
    }

    @Test
    void idle_is_weighted_by_cluster_and_resource() {
        assertEquals(
                of("42.6875", "46.3125", "23", ""),
                sums("rules: [{name: idle, share: {class: idle}, method: proportional}]"));
    }

    @Test
    void idle_is_weighted_by_all_cost_of_the_fleet() {
        // Idle CPU and memory of each cluster x 28/82, 36/82, 18/82: four pools, each cut into whole nanos by largest
        // remainder.
        assertEquals(
                of("38.243902438", "49.170731707", "24.585365855", ""),
                sums(
                        "rules: [{name: idle, share: {class: idle}, method: proportional, by: total-cost, within: fleet}]"));
    }

    @Test
    void idle_is_shared_evenly_by_the_cost_centers_of_each_cluster() {
        assertEquals(
                of("38", "51", "23", ""),
                sums("rules: [{name: idle, share: {class: idle}, method: even, unit: cost-center}]"));
    }

    @Test
    void idle_is_shared_by_written_parts() {
        assertEquals(
                of("43", "43.5", "19.5", "6"),
                sums(
                        "rules: [{name: idle, share: {class: idle}, method: fixed, parts: {ns1: 50, ns2: 25, ns3: 5, platform: 20}}]"));
    }

    @Test
    void one_cluster_s_idle_is_shared_and_the_other_s_is_kept() {
        assertEquals(of("42.6875", "41.3125", "18", "10"), sums("""
                        rules:
                          - {name: keep two, share: {class: idle, cluster: cluster2-name}, method: keep}
                          - {name: share one, share: {class: idle}, method: proportional}
                        """));
    }
}
