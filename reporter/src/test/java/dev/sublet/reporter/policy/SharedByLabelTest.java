package dev.sublet.reporter.policy;

import static dev.sublet.reporter.support.Fixture.DOLLAR;
import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.hours;
import static dev.sublet.reporter.support.Fixture.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * Two full clusters of $16 an hour, half of it CPU: teams a and b pay $6 and $2 in the first, c pays $8 in the second, and in
 * each the platform runs things for all, $8, some of it labelled tier=shared.
 */
class SharedByLabelTest {
    private static final String PRICES = """
            currency: USD
            base: {cpu: 1, memory: 1, gpu: 1}
            nodes: [{instanceType: sixteen, perHour: 16}]
            volumes: [{storageClass: fast, perGiBHour: 1}]
            """;

    private final HandLedger ledger = new HandLedger();

    @BeforeEach
    void fill() {
        for (String cluster : new String[] {"one", "two"}) {
            ledger.cluster(cluster, T0, T0 + HOUR);
            ledger.node(cluster, cluster + "-node", "sixteen", T0, null, 8000, 8 * GIB, 0);
            ledger.owner(cluster, "namespace", "tools", "platform", 1_000_000, T0, null);
        }
        pod("one", "a", "web-a", 3);
        pod("one", "b", "web-b", 1);
        pod("two", "c", "web-c", 4);
        pod("one", "tools", "logs", 3);
        pod("one", "tools", "backup", 1);
        pod("two", "tools", "logs", 4);
        ledger.labels("pod", "logs", "team=core,tier=shared").labels("pod", "backup", "tier=sharedish");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void pod(String cluster, String namespace, String name, long size) {
        String node = cluster + "-node";
        long span = ledger.pod(cluster, name, namespace, node, T0, null, "host", null, size * 1000, size * GIB, 0);
        ledger.usage(span, T0, T0 + HOUR, 0, 0);
        if (!namespace.equals("tools")) {
            ledger.owner(cluster, "namespace", namespace, namespace, 1_000_000, T0, null);
        }
    }

    private Map<String, BigDecimal> sums(String prices, String policies) {
        Statement statement = Statements.preview(ledger, hours(1), terms(prices, policies));
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (StatementLine line : statement.lines()) {
            sums.merge(line.costCenter(), new BigDecimal(line.amountNanos()), BigDecimal::add);
        }
        sums.replaceAll((name, nanos) -> nanos.divide(new BigDecimal(DOLLAR)).stripTrailingZeros());
        sums.values().removeIf(sum -> sum.signum() == 0);
        return sums;
    }

    private static Map<String, BigDecimal> of(String... namesAndSums) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (int i = 0; i < namesAndSums.length; i += 2) {
            sums.put(namesAndSums[i], new BigDecimal(namesAndSums[i + 1]).stripTrailingZeros());
        }
        return sums;
    }

    @Test
    void what_carries_a_label_is_shared_by_cost_within_its_cluster() {
        assertEquals(of("a", "10.5", "b", "3.5", "c", "16", "platform", "2"), sums(PRICES, """
                        rules:
                          - {name: shared, share: {labels: {tier: shared}}, method: proportional, among: {costCenter: [a, b, c]}}
                        """));
    }

    @Test
    void what_carries_a_label_is_shared_evenly_by_all_teams_of_the_fleet() {
        // CPU and memory of each cluster are pools of their own, each cut into whole nanos.
        Map<String, BigDecimal> sums = sums(PRICES, """
                rules:
                  - {name: shared, share: {labels: {tier: shared}}, method: even, unit: cost-center, within: fleet, among: {namespace: [a, b, c]}}
                """);
        assertEquals(new BigDecimal("2"), sums.get("platform"));
        assertEquals(0, sums.get("a").add(sums.get("b")).add(sums.get("c")).compareTo(new BigDecimal("30")));
        BigDecimal third = new BigDecimal("4.666666667");
        assertTrue(
                sums.get("a")
                                .subtract(new BigDecimal("6"))
                                .subtract(third)
                                .abs()
                                .compareTo(new BigDecimal("0.000000004"))
                        <= 0,
                () -> "" + sums);
    }

    @Test
    void what_carries_a_label_is_shared_by_written_parts_in_one_cluster_and_kept_in_the_other() {
        assertEquals(of("a", "7.5", "b", "6.5", "c", "8", "platform", "10"), sums(PRICES, """
                        rules:
                          - {name: two keeps, share: {labels: {tier: shared}, cluster: two}, method: keep}
                          - {name: shared, share: {labels: {tier: shared}}, method: fixed, parts: {a: 25, b: 75}}
                        """));
    }

    @Test
    void an_hourly_cost_of_the_fleet_is_shared_in_proportion_or_evenly() {
        String prices = PRICES + "fixed: [{name: licences, per: fleet, perHour: 4}]\n";
        assertEquals(of("a", "7.5", "b", "2.5", "c", "10", "platform", "16"), sums(prices, """
                        rules:
                          - {name: licences, share: {name: licences}, method: proportional, among: {costCenter: [a, b, c]}}
                        """));
        assertEquals(of("a", "7", "b", "3", "c", "10", "platform", "16"), sums(prices, """
                        rules:
                          - {name: licences, share: {name: licences}, method: even, unit: cost-center, among: {costCenter: [a, b, c]}}
                        """));
    }

    @Test
    void labels_say_who_takes_part_and_stars_stand_for_anything() {
        ledger.labels("pod", "web-a", "env=prod-eu").labels("pod", "web-c", "env=prod-us");
        assertEquals(of("a", "12", "b", "2", "c", "16", "platform", "2"), sums(PRICES, """
                        rules:
                          - {name: shared, share: {labels: {tier: shared}}, method: proportional, among: {labels: {env: "prod-*"}}}
                        """));
    }

    @Test
    void volumes_carry_labels_too() {
        ledger.volume("one", "pv", "fast", 2 * GIB, "tools", T0, null, "host", null)
                .labels("volume", "pv", "tier=shared");
        assertEquals(of("a", "12", "b", "4", "c", "16", "platform", "2"), sums(PRICES, """
                        rules:
                          - {name: shared, share: {labels: {tier: shared}}, method: proportional, by: total-cost, among: {costCenter: [a, b, c]}}
                        """));
    }

    @Test
    void labels_that_are_no_mapping_are_refused_in_one_line() {
        RuntimeException refusal = assertThrows(
                RuntimeException.class, () -> sums(PRICES, "rules: [{name: x, share: {labels: tier}, method: keep}]"));
        assertTrue(refusal.getMessage().contains("labels"), refusal::getMessage);
        assertTrue(!refusal.getMessage().contains("\n"), refusal::getMessage);
    }
}
