package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.math.BigInteger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonthEndStoryTest {
    private static final Period NOVEMBER = new Period(T0, November.DECEMBER);
    private static final Period DECEMBER = new Period(November.DECEMBER, November.JANUARY);

    private final HandLedger ledger = November.ledger();
    private final Clock clock = November.clock("2026-12-03T09:00:00Z");
    private final Closing closing = new Closing(ledger, ledger, clock);
    private final Restatement restatement = new Restatement(ledger, ledger, clock);

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Map<String, BigInteger> paid(Statement statement) {
        Map<String, BigInteger> paid = new TreeMap<>();
        for (StatementLine line : statement.lines()) {
            paid.merge(line.costCenter(), line.amountNanos(), BigInteger::add);
        }
        return paid;
    }

    private static Map<String, BigInteger> corrections(Statement statement) {
        Map<String, BigInteger> paid = new TreeMap<>();
        for (StatementLine line : statement.lines()) {
            if (line.charge().equals("correction")) {
                paid.merge(line.costCenter(), line.amountNanos(), BigInteger::add);
            }
        }
        return paid;
    }

    private static Map<String, BigInteger> less(Map<String, BigInteger> amounts, Map<String, BigInteger> others) {
        Map<String, BigInteger> difference = new TreeMap<>(amounts);
        others.forEach((costCenter, amount) -> difference.merge(costCenter, amount.negate(), BigInteger::add));
        difference.values().removeIf(amount -> amount.signum() == 0);
        return difference;
    }

    private static Map<String, BigInteger> by(Restatement.Restated restated, String cause) {
        Map<String, BigInteger> deltas = new TreeMap<>();
        for (Restatement.Delta delta : restated.deltas()) {
            if (delta.cause().equals(cause) || cause.isEmpty()) {
                deltas.merge(delta.place().costCenter(), delta.amountNanos(), BigInteger::add);
            }
        }
        deltas.values().removeIf(amount -> amount.signum() == 0);
        return deltas;
    }

    private Statement preview(Period period, TermsTexts terms) {
        return Statements.preview(ledger, period, Terms.parse(terms));
    }

    private List<Check> failed() {
        return CloseChecks.run(ledger, "2026-11").stream()
                .filter(check -> !check.ok())
                .toList();
    }

    @Test
    void three_weeks_of_a_wrong_price_a_wrong_cost_center_and_a_late_bill_are_put_right() {
        // For three weeks of November a wrong price stood in the book, and b's half was booked to the wrong cost
        // center.
        TermsTexts asClosed = November.terms(
                November.prices(
                        "{instanceType: t, perHour: 0.25, to: 2026-11-22}",
                        "{instanceType: t, perHour: 0.21, from: 2026-11-22}"),
                November.OWNERS);
        Statement closed = preview(NOVEMBER, asClosed);

        // Ada prepares the close. She may not approve it herself; Bob does.
        assertEquals(
                "provisional",
                closing.prepare("2026-11", Terms.parse(asClosed), CloseLimits.standard(), "ada")
                        .state());
        ReportException alone =
                assertThrows(ReportException.class, () -> closing.approve("2026-11", Terms.parse(asClosed), "ada"));
        assertEquals("ada prepared the close of 2026-11; another person must approve it", alone.getMessage());
        assertEquals(
                "closed",
                closing.approve("2026-11", Terms.parse(asClosed), "bob").state());
        assertEquals(List.of(), failed());
        assertEquals(List.of(), restatement.book("2026-11", asClosed, "ada").deltas());

        // In December the price and the owner are corrected in the files, and November is restated.
        TermsTexts corrected = November.terms(
                November.prices("{instanceType: t, perHour: 0.21}", ""),
                November.OWNERS.replace("{cc-1: 50, cc-2: 50}", "{cc-1: 50, cc-3: 50}"));
        Statement right = preview(NOVEMBER, corrected);
        Restatement.Restated first = restatement.book("2026-11", corrected, "ada");
        assertEquals("2026-12", first.bookedIn());
        assertEquals(less(paid(right), paid(closed)), by(first, ""));
        // Three weeks at four cents an hour less.
        assertEquals(
                BigInteger.valueOf(-21 * 24 * 40_000_000L),
                by(first, "price").values().stream().reduce(BigInteger.ZERO, BigInteger::add));
        Map<String, BigInteger> owner = by(first, "owner");
        assertEquals(List.of("cc-2", "cc-3"), List.copyOf(owner.keySet()));
        assertEquals(BigInteger.ZERO, owner.get("cc-2").add(owner.get("cc-3")));

        // Run again, it books nothing.
        assertEquals(List.of(), restatement.book("2026-11", corrected, "ada").deltas());

        // The provider's final bill comes late: the node had cost less all month long.
        TermsTexts billed = November.terms(
                November.prices("{instanceType: t, perHour: 0.1987654321}", ""),
                November.OWNERS.replace("{cc-1: 50, cc-2: 50}", "{cc-1: 50, cc-3: 50}"));
        Restatement.Restated second = restatement.book("2026-11", billed, "ada");
        assertEquals(less(paid(preview(NOVEMBER, billed)), paid(right)), by(second, ""));
        assertEquals(List.of(), restatement.book("2026-11", billed, "ada").deltas());

        // December's statement holds exactly the difference, and adds up; November's close is as it was.
        Statement december = preview(DECEMBER, billed);
        assertEquals(less(paid(preview(NOVEMBER, billed)), paid(closed)), corrections(december));
        assertEquals(BigInteger.ZERO, december.reconciliation().differenceNanos());
        assertEquals(List.of(), failed());
    }
}
