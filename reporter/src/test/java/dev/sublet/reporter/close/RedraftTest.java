package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedraftTest {
    private static final Period NOVEMBER = new Period(T0, November.DECEMBER);
    private static final TermsTexts TEXTS = November.terms(November.prices("0.21"), November.OWNERS);
    private static final TermsTexts EVEN = TermsTexts.of(
            TermsFile.POLICIES,
            new NamedText("draft.yaml", "rules: [{name: idle evenly, share: {class: idle}, method: even}]"));

    private final HandLedger ledger = November.ledger();

    @AfterEach
    void close() {
        ledger.close();
    }

    private void closeNovember() {
        Closing closing = new Closing(ledger, ledger, November.clock("2026-12-03T09:00:00Z"));
        closing.prepare("2026-11", Terms.parse(TEXTS), CloseLimits.standard(), "ada");
        closing.approve("2026-11", Terms.parse(TEXTS), "bob");
    }

    private long stored() {
        return ledger.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM statement)"
                            + " + (SELECT count(*) FROM period_close) + (SELECT count(*) FROM booking)")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static void assertSameSums(Redraft.Outcome outcome) {
        assertEquals(BigInteger.ZERO, outcome.now().reconciliation().differenceNanos());
        assertEquals(BigInteger.ZERO, outcome.draft().reconciliation().differenceNanos());
        assertEquals(
                outcome.draft().reconciliation().linesNanos(),
                outcome.lines().stream().map(Redraft.Line::draft).reduce(BigInteger.ZERO, BigInteger::add));
    }

    @Test
    void another_policy_moves_money_and_makes_none() {
        Redraft.Outcome outcome = Redraft.of(ledger, NOVEMBER, TEXTS, EVEN);

        assertSameSums(outcome);
        assertEquals(
                BigInteger.ZERO,
                outcome.lines().stream().map(Redraft.Line::difference).reduce(BigInteger.ZERO, BigInteger::add));
        assertNotEquals(BigInteger.ZERO, outcome.lines().get(0).difference());
        assertEquals(0, stored());
    }

    @Test
    void a_closed_month_is_drafted_from_what_was_frozen_and_stays_as_it_is() {
        Redraft.Outcome open = Redraft.of(ledger, NOVEMBER, TEXTS, EVEN);
        closeNovember();
        long before = stored();
        TermsTexts changed = November.terms(November.prices("9.99"), "owners: []");

        Redraft.Outcome closed = Redraft.of(ledger, NOVEMBER, changed, EVEN);

        assertTrue(closed.closed());
        assertSameSums(closed);
        assertEquals(open.lines(), closed.lines());
        assertEquals(open.draft().lines(), closed.draft().lines());
        assertEquals(before, stored());
        assertEquals(
                java.util.Set.of(BigInteger.ZERO),
                Redraft.of(ledger, NOVEMBER, changed, TermsTexts.none()).lines().stream()
                        .map(Redraft.Line::difference)
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void rows_that_came_after_the_close_are_told() {
        closeNovember();
        ledger.sql("UPDATE usage_final SET cpu_core_ms = cpu_core_ms * 5 WHERE from_s = " + T0);

        Redraft.Outcome outcome = Redraft.of(ledger, NOVEMBER, TEXTS, EVEN);

        assertTrue(outcome.notes().get(outcome.notes().size() - 1).startsWith("the ledger knows more than when"));
        assertSameSums(outcome);
    }

    @Test
    void a_draft_of_prices_changes_the_whole_and_must_be_in_the_same_currency() {
        TermsTexts dearer = TermsTexts.of(TermsFile.PRICES, new NamedText("draft.yaml", November.prices("0.42")));

        Redraft.Outcome outcome = Redraft.of(ledger, NOVEMBER, TEXTS, dearer);

        assertSameSums(outcome);
        assertEquals(
                outcome.now().reconciliation().nodeCostNanos().multiply(BigInteger.TWO),
                outcome.draft().reconciliation().nodeCostNanos());
        TermsTexts euros = TermsTexts.of(
                TermsFile.PRICES,
                new NamedText("draft.yaml", November.prices("0.42").replace("USD", "EUR")));
        assertEquals(
                "the draft's prices are in EUR, those in force in USD; write the draft in USD",
                assertThrows(ReportException.class, () -> Redraft.of(ledger, NOVEMBER, TEXTS, euros))
                        .getMessage());
    }
}
