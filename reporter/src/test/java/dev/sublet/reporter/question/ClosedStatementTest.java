package dev.sublet.reporter.question;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.breakdown.By;
import dev.sublet.reporter.close.CloseLimits;
import dev.sublet.reporter.close.Closing;
import dev.sublet.reporter.close.November;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people get who ask for a month that is closed. */
class ClosedStatementTest {
    private static final TermsTexts TEXTS = November.terms(November.prices("0.21"), November.OWNERS);
    private static final TermsTexts LATER = November.terms(November.prices("0.50"), November.OWNERS);
    private static final Period NOVEMBER = new Period(T0, November.DECEMBER);

    private final HandLedger ledger = November.ledger();
    private final Clock clock = November.clock("2026-12-03T09:00:00Z");

    @AfterEach
    void end() {
        ledger.close();
    }

    private void close() {
        Closing closing = new Closing(ledger, ledger, clock);
        closing.prepare("2026-11", Terms.parse(TEXTS), CloseLimits.standard(), "ada");
        closing.approve("2026-11", Terms.parse(TEXTS), "bob");
    }

    private String asked(TermsTexts texts, ReportFormat format, List<By> by) {
        ReportOptions options = new ReportOptions(by, null, null, null, null, null);
        return ReportAnswer.of(
                        new Statements(ledger, ledger, clock),
                        new ReportQuestion(NOVEMBER, texts, format, options),
                        Terms.parse(texts),
                        clock)
                .text();
    }

    @Test
    void a_closed_month_is_shown_as_it_was_closed_whatever_prices_are_now() {
        String open = asked(TEXTS, ReportFormat.CSV, List.of());
        assertNotEquals(open, asked(LATER, ReportFormat.CSV, List.of()));
        close();
        assertEquals(open, asked(LATER, ReportFormat.CSV, List.of()));
        String table = asked(LATER, ReportFormat.TABLE, List.of());
        assertTrue(table.contains("closed: prepared by ada, approved by bob"), table);
    }

    @Test
    void usage_that_comes_late_changes_nothing_of_it_and_is_told() {
        String open = asked(TEXTS, ReportFormat.CSV, List.of());
        close();
        ledger.sql("UPDATE usage_final SET cpu_core_ms = cpu_core_ms + 7200000 WHERE from_s = "
                + "(SELECT min(from_s) FROM usage_final)");
        assertEquals(open, asked(TEXTS, ReportFormat.CSV, List.of()));
        String table = asked(TEXTS, ReportFormat.TABLE, List.of());
        assertTrue(table.contains("the ledger knows more than when the period was closed"), table);
        assertThrows(ReportException.class, () -> asked(TEXTS, ReportFormat.CSV, By.parse("node")));
    }
}
