package dev.sublet.reporter.overhead;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static dev.sublet.reporter.support.Fixture.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.support.RandomFleet;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverheadsTest {
    @Test
    void overhead_is_control_plane_dns_volumes_and_load_balancers_against_all_that_the_vcluster_costs() {
        try (HandLedger ledger = new HandLedger()) {
            ledger.cluster("c", T0, T0 + HOUR);
            ledger.node("c", "n1", "t", T0, null, 4000, 0, 0);
            pod(ledger, "etcd", "control-plane", 500);
            pod(ledger, "coredns", "dns", 250);
            pod(ledger, "web", "workload", 1000);
            pod(ledger, "shell", "unattributed", 1000);
            ledger.owner("c", "vcluster", "uid-a", "cc-a", 500_000, T0, null);
            ledger.owner("c", "vcluster", "uid-a", "cc-b", 500_000, T0, null);
            ledger.volume("c", "data", "fast", GIB, "team-a", T0, null, "control-plane", "uid-a");
            ledger.loadBalancer("c", "lb", "team-a", T0, null, "control-plane", "uid-a");

            List<OverheadLine> overheads = of(
                    ledger,
                    hours(1),
                    book(
                            "nodes: [{instanceType: t, perHour: 4}]",
                            "volumes: [{storageClass: fast, perGiBHour: 0.05}]",
                            "loadBalancers: {perHour: 0.2}"));

            assertEquals(1, overheads.size());
            OverheadLine overhead = overheads.get(0);
            assertEquals("a", overhead.vcluster());
            assertEquals(new BigInteger("1000000000"), overhead.overheadNanos());
            assertEquals(new BigInteger("2000000000"), overhead.totalNanos());
            assertEquals(new BigDecimal("50.000000"), overhead.sharePercent());
            assertEquals(
                    List.of("control-plane cpu", "control-plane load-balancer", "control-plane storage", "dns cpu"),
                    overhead.parts().stream()
                            .map(part -> part.podClass() + " " + part.resource())
                            .toList());
            assertEquals(new BigInteger("1000000000"), overhead.tenantNanos());
            assertEquals(BigInteger.ZERO, overhead.otherNanos());
            // One pod for an hour.
            assertEquals(Optional.of(new BigInteger("1000000000")), overhead.perPodHourNanos());
            // Both owners' halves.
            assertEquals(new BigDecimal("0.500000000"), overhead.parts().get(0).quantity());
        }
    }

    @Test
    void overhead_tenants_and_all_else_sum_to_the_statement_to_the_nano_in_random_fleets_with_policies() {
        for (long seed = 0; seed < 5; seed++) {
            try (HandLedger ledger = new HandLedger()) {
                List<BillingHours.Hour> hours = RandomFleet.put(ledger, seed, ZoneOffset.UTC, T0);
                Period period = new Period(
                        hours.get(0).fromS(), hours.get(hours.size() - 1).toS());
                Terms terms = terms(
                        "currency: USD\n" + RandomFleet.PRICES,
                        "rules: [{name: idle, share: {class: idle}, method: proportional}]\nmarkups: [{name: m, percent: 7, income: platform}]");
                long now = seed;

                ledger.read(connection -> {
                    Statement statement = StatementComputation.on(connection, period, terms);
                    List<OverheadLine> lines = Overheads.of(connection, statement);
                    BigInteger within = BigInteger.ZERO;
                    BigInteger all = BigInteger.ZERO;
                    for (StatementLine line : statement.lines()) {
                        boolean counts =
                                line.vclusterUid() != null && !line.podClass().equals("unattributed");
                        within = counts ? within.add(line.amountNanos()) : within;
                        all = all.add(line.amountNanos());
                    }
                    BigInteger told = BigInteger.ZERO;
                    for (OverheadLine line : lines) {
                        BigInteger parts = line.parts().stream()
                                .map(OverheadLine.Part::amountNanos)
                                .reduce(BigInteger.ZERO, BigInteger::add);
                        assertEquals(line.overheadNanos(), parts, "seed " + now);
                        told = told.add(line.overheadNanos())
                                .add(line.tenantNanos())
                                .add(line.otherNanos());
                    }
                    assertEquals(within, told, "seed " + now);
                    assertEquals(statement.reconciliation().linesNanos(), all, "seed " + now);
                    return told;
                });
            }
        }
    }

    @Test
    void a_trend_is_made_of_the_periods_before_and_says_where_there_is_nothing() {
        try (HandLedger ledger = new HandLedger()) {
            ledger.cluster("c", T0, T0 + 3 * HOUR);
            ledger.node("c", "n1", "t", T0, null, 1000, 0, 0);
            long span = ledger.pod("c", "cp", "team-a", "n1", T0, null, "control-plane", "uid-a", 500, 0, 0);
            ledger.usage(span, T0, T0 + HOUR, 0, 0);
            ledger.usage(span, T0 + HOUR, T0 + 2 * HOUR, 1000 * HOUR, 0);

            List<Trend> trends = Trends.before(
                    ledger,
                    new Period(T0 + 2 * HOUR, T0 + 3 * HOUR),
                    book("nodes: [{instanceType: t, perHour: 1}]"),
                    3);

            assertEquals(
                    List.of("1000000000", "500000000"),
                    trends.stream()
                            .flatMap(trend -> trend.sums().values().stream())
                            .map(sum -> sum.overheadNanos().toString())
                            .toList());
            assertNull(trends.get(1).missing());
            assertNotNull(trends.get(2).missing());
        }
    }

    private static List<OverheadLine> of(HandLedger ledger, Period period, Terms terms) {
        return ledger.read(connection -> Overheads.of(connection, StatementComputation.on(connection, period, terms)));
    }

    private static void pod(HandLedger ledger, String pod, String podClass, long millicores) {
        long span = ledger.pod("c", pod, "team-a", "n1", T0, null, podClass, "uid-a", millicores, 0, 0);
        ledger.usage(span, T0, T0 + HOUR, 0, 0);
    }
}
