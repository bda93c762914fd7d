package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What two persons do at the same time, and what one person tries under two names. */
class CloseInterleavedTest {
    private static final TermsTexts TEXTS = November.terms(November.prices("0.21"), November.OWNERS);
    private static final Terms TERMS = Terms.parse(TEXTS);
    private static final TermsTexts DEARER = November.terms(November.prices("0.25"), November.OWNERS);

    private final HandLedger ledger = November.ledger();
    private final Clock clock = November.clock("2026-12-03T09:00:00Z");
    private final Closing closing = new Closing(ledger, ledger, clock);

    @AfterEach
    void end() {
        ledger.close();
    }

    /** Between what is read and what is written because of it, something else happens. */
    private LedgerReader before(Runnable meanwhile) {
        return new LedgerReader() {
            private boolean done;

            @Override
            public <T> T read(Query<T> query) {
                T result = ledger.read(query);
                if (!done) {
                    done = true;
                    meanwhile.run();
                }
                return result;
            }
        };
    }

    private void prepare(TermsTexts texts, String by) {
        closing.prepare("2026-11", Terms.parse(texts), CloseLimits.standard(), by);
    }

    private List<String> failed() {
        return CloseChecks.run(ledger, null).stream()
                .filter(check -> !check.ok())
                .map(Check::name)
                .toList();
    }

    @Test
    void what_is_prepared_anew_while_somebody_approves_is_not_approved() {
        prepare(TEXTS, "ada");
        Closing approving = new Closing(before(() -> prepare(DEARER, "bob")), ledger, clock);

        assertEquals(
                "the close of 2026-11 was prepared anew meanwhile; look at it and approve it again",
                assertThrows(ReportException.class, () -> approving.approve("2026-11", TERMS, "bob"))
                        .getMessage());
        assertEquals(
                "provisional",
                closing.standing("2026-11", TERMS, CloseLimits.standard()).state());
    }

    @Test
    void what_is_approved_while_somebody_prepares_it_anew_stays_closed() {
        prepare(TEXTS, "ada");
        Closing preparing = new Closing(before(() -> closing.approve("2026-11", TERMS, "bob")), ledger, clock);

        assertThrows(
                ReportException.class,
                () -> preparing.prepare("2026-11", Terms.parse(DEARER), CloseLimits.standard(), "eve"));
        assertEquals(1, Closing.list(ledger).size());
        assertEquals(List.of(), failed());
    }

    @Test
    void a_month_before_the_first_closed_one_takes_no_adjustments_for_nobody_would_ever_see_them_closed() {
        prepare(TEXTS, "ada");
        closing.approve("2026-11", TERMS, "bob");

        assertEquals(
                "period 2026-10 is before 2026-11, which is closed; adjust the one that is open now, without --month",
                assertThrows(
                                ReportException.class,
                                () -> new Adjustments(ledger, clock)
                                        .book(
                                                new Adjustments.Asked(
                                                        "2026-10", "cc-1", "cc-2", "5", null, "early", "eve"),
                                                TERMS.calendar()))
                        .getMessage());
    }

    @Test
    void two_who_restate_at_the_same_time_book_the_difference_once() {
        prepare(TEXTS, "ada");
        closing.approve("2026-11", TERMS, "bob");
        Restatement restatement = new Restatement(ledger, ledger, clock);
        Restatement.Restated found = restatement.preview("2026-11", DEARER);
        restatement.book("2026-11", DEARER, "ada", found);

        assertThrows(ReportException.class, () -> restatement.book("2026-11", DEARER, "bob", found));
        assertEquals(List.of(), restatement.preview("2026-11", DEARER).deltas());
    }

    @Test
    void nobody_approves_her_own_close_by_writing_her_name_otherwise() {
        prepare(TEXTS, "ada");
        for (String same : List.of("Ada", " ada", "ADA ", "\uFF41da")) {
            assertThrows(ReportException.class, () -> closing.approve("2026-11", TERMS, same), same);
        }
    }

    @Test
    void who_lowers_the_coverage_that_is_demanded_is_on_record_for_the_one_who_approves() {
        ledger.sql("UPDATE usage_final SET coverage = 'missing' WHERE from_s < " + (T0 + 10 * November.DAY));
        closing.prepare("2026-11", TERMS, new CloseLimits(600_000L, null, null), "ada");

        String forced = Closing.list(ledger).get(0).forced();
        assertEquals("coverage is 66.6666 %, and 60 % was demanded instead of 95 %", forced);
    }
}
