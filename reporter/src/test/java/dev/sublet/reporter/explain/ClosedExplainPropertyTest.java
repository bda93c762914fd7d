package dev.sublet.reporter.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.reporter.close.CloseLimits;
import dev.sublet.reporter.close.Closing;
import dev.sublet.reporter.close.November;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.support.RandomFleet;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random fleets over the end of November: it is closed, then usage comes late, rows go and prices change. Explained and compared, November is what was
 * closed, and all parts sum.
 */
class ClosedExplainPropertyTest {
    private static final Period NOVEMBER = new Period(Fixture.T0, November.DECEMBER);
    private static final Period DECEMBER = new Period(November.DECEMBER, November.JANUARY);

    private static Terms terms(String factor) {
        return Fixture.terms(
                "currency: USD\n" + RandomFleet.PRICES.replace("0.192", factor),
                "rules: [{name: idle, share: {class: idle}, method: proportional, within: cluster}]");
    }

    private static BigInteger sum(List<BigInteger> nanos) {
        return nanos.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Map<String, BigInteger> payers(HandLedger ledger, Period period, Terms terms) {
        Map<String, BigInteger> payers = new TreeMap<>();
        Statements.preview(ledger, period, terms)
                .totals()
                .forEach(total -> payers.put(total.costCenter(), total.amountNanos()));
        payers.values().removeIf(nanos -> nanos.signum() == 0);
        return payers;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void what_was_closed_is_explained_and_compared_to_the_nano_whatever_became_known(long seed) {
        System.out.println("closed explain seed " + seed);
        Random random = new Random(seed);
        try (HandLedger ledger = new HandLedger()) {
            RandomFleet.put(ledger, seed, ZoneOffset.UTC, November.DECEMBER - 3 * 3600);
            Terms then = terms("0.192");
            Terms now = terms("0.2" + random.nextInt(10));
            Closing closing = new Closing(ledger, ledger, November.clock("2026-12-03T09:00:00Z"));
            closing.prepare("2026-11", then, new CloseLimits(0L, null, "a part of a month"), "ada");
            closing.approve("2026-11", then, "bob");
            Map<String, BigInteger> closed = payers(ledger, NOVEMBER, then);
            ledger.sql("UPDATE usage_final SET cpu_core_ms = cpu_core_ms + 12345 WHERE hash(from_s) % 7 = " + seed % 7)
                    .sql("DELETE FROM usage_final WHERE hash(from_s) % 11 = " + seed % 11);

            Explanation whole = ledger.read(connection -> Explainer.of(connection, NOVEMBER, now, Map.of()));
            assertEquals(sum(List.copyOf(closed.values())), whole.amountNanos());
            closed.forEach((payer, nanos) -> {
                Explanation one = ledger.read(
                        connection -> Explainer.of(connection, NOVEMBER, now, Map.of(Filter.COST_CENTER, payer)));
                assertEquals(nanos, one.amountNanos(), payer);
                if (one.workings().isEmpty()) {
                    assertEquals(
                            nanos,
                            sum(one.parts().stream().map(Part::amountNanos).toList()),
                            payer);
                }
            });

            Bridge bridge = ledger.read(connection -> Bridges.of(
                    connection,
                    new Bridges.Asked(DECEMBER, "2026-12", NOVEMBER, "2026-11", null, random.nextBoolean()),
                    now));
            assertEquals(
                    sum(List.copyOf(closed.values())),
                    sum(bridge.spans().stream().map(Bridge.Span::nanosBefore).toList()));
            assertEquals(
                    sum(List.copyOf(payers(ledger, DECEMBER, now).values())),
                    sum(bridge.spans().stream().map(Bridge.Span::nanosNow).toList()));
            for (Bridge.Span span : bridge.spans()) {
                assertEquals(
                        span.differenceNanos(),
                        sum(span.changes().stream().map(Bridge.Change::nanos).toList()),
                        () -> span.toString());
            }
        }
    }
}
