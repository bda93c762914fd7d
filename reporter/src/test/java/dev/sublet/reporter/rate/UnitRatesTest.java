package dev.sublet.reporter.rate;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.price.UnpricedException;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnitRatesTest {
    private static final long NOW = T0 + 10 * HOUR;
    private static final long LATER = NOW + 1000 * HOUR;
    private static final String VOLUMES =
            "volumes: [{storageClass: fast, perGiBHour: 0.05}, {storageClass: slow, perGiBHour: 0.01}]";

    private final HandLedger ledger = new HandLedger();

    /** 4 cores and 36 GiB at the usual ratio of 9 to 1 share a price in halves. */
    @BeforeEach
    void fleet() {
        ledger.cluster("c", T0, NOW);
        ledger.node("c", "n1", "t", T0, null, 4000, 36 * GIB, 0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private UnitRates rates(String... yaml) {
        return UnitRates.of(ledger, book(yaml), null, NOW, LATER);
    }

    private static void assertRate(String expected, @Nullable BigInteger attos) {
        assertEquals(
                0, new BigDecimal(expected).compareTo(new BigDecimal(attos, 18)), () -> expected + " is not " + attos);
    }

    @Test
    void a_core_and_a_gib_cost_what_statements_charge_for_them() {
        UnitRates rates = rates("nodes: [{instanceType: t, perHour: 7.2}]");

        assertEquals(1, rates.rates().size());
        assertRate("0.9", rates.rates().get(0).core());
        assertRate("0.1", rates.rates().get(0).gib());
        assertNull(rates.rates().get(0).storageGib());
        assertNull(rates.rates().get(0).loadBalancer());
        assertEquals("c-name", rates.cluster());
        assertEquals(Instant.ofEpochSecond(NOW), rates.at());
        assertTrue(rates.notes().get(0).startsWith("1 nodes (t) of cluster c-name"), rates.notes()::toString);
    }

    @Test
    void dear_and_cheap_nodes_count_by_their_capacity_and_those_that_are_gone_not_at_all() {
        ledger.node("c", "n2", "u", T0, null, 12_000, 108 * GIB, 0);
        ledger.node("c", "gone", "v", T0, NOW - 5 * HOUR, 4000, 36 * GIB, 0);
        ledger.node("c", "gpu", "g", T0, null, 4000, 36 * GIB, 8);

        UnitRates rates = rates("nodes: [{instanceType: t, perHour: 7.2}, {instanceType: u, perHour: 10.8},"
                + " {instanceType: g, perHour: 1000}]");

        // (3.6 + 5.4) / 16 cores.
        assertRate("0.5625", rates.rates().get(0).core());
        assertRate("0.0625", rates.rates().get(0).gib());
    }

    @Test
    void discounts_and_changes_of_prices_count_from_their_day() {
        UnitRates rates = rates(
                "nodes: [{instanceType: t, perHour: 7.2, to: 2026-11-11}, {instanceType: t, perHour: 14.4, from: 2026-11-11}]",
                "discounts: [{percent: 50, on: [cpu]}]");

        List<UnitRate> two = rates.rates();
        assertEquals(2, two.size());
        long change = Instant.parse("2026-11-11T00:00:00Z").getEpochSecond();
        assertEquals(
                List.of(NOW, change, change, LATER),
                List.of(
                        two.get(0).fromS(),
                        two.get(0).toS(),
                        two.get(1).fromS(),
                        two.get(1).toS()));
        assertRate("0.45", two.get(0).core());
        assertRate("0.9", two.get(1).core());
        assertRate("0.2", two.get(1).gib());
    }

    @Test
    void volumes_cost_the_mean_of_those_that_are_there_or_the_dearest_of_the_book() {
        assertRate(
                "0.05",
                rates("nodes: [{instanceType: t, perHour: 7.2}]", VOLUMES)
                        .rates()
                        .get(0)
                        .storageGib());

        ledger.volume("c", "a", "fast", GIB, "team-a", T0, null, "workload", null);
        ledger.volume("c", "b", "slow", 3 * GIB, "team-a", T0, null, "workload", null);
        ledger.loadBalancer("c", "lb", "team-a", T0, null, "workload", null);
        UnitRate rate = rates("nodes: [{instanceType: t, perHour: 7.2}]", VOLUMES, "loadBalancers: [{perHour: 0.025}]")
                .rates()
                .get(0);

        assertRate("0.02", rate.storageGib());
        assertRate("0.025", rate.loadBalancer());
    }

    @Test
    void what_has_no_price_is_never_taken_for_free() {
        assertTrue(assertThrows(UnpricedException.class, () -> rates("nodes: [{instanceType: other, perHour: 7.2}]"))
                .getMessage()
                .startsWith("price book prices.yaml has no price for t at "));
        ReportException refused = assertThrows(
                ReportException.class,
                () -> UnitRates.of(ledger, book("nodes: [{instanceType: t, perHour: 1}]"), "elsewhere", NOW, LATER));
        assertEquals("this ledger saw no cluster \"elsewhere\"; name another one", refused.getMessage());
    }
}
