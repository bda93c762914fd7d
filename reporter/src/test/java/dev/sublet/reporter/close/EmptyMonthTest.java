package dev.sublet.reporter.close;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months in which nothing was watched: between two clusters, behind the last one, and before the first. */
class EmptyMonthTest {
    private static final long FEBRUARY = November.JANUARY + 31 * November.DAY;
    private static final TermsTexts TEXTS = November.terms(
            November.prices("0.21")
                    + "fixed: [{name: licence, per: fleet, perMonth: 100}]\n"
                    + "commitments: [{name: reserved, instanceType: t, count: 1, perHour: 0.1}]\n",
            November.OWNERS);
    private static final Terms TERMS = Terms.parse(TEXTS);
    private static final CloseLimits FORCED = CloseLimits.forced("nothing ran, says ops");

    private final HandLedger ledger = November.ledger();
    private final Clock clock = November.clock("2027-03-03T09:00:00Z");
    private final Closing closing = new Closing(ledger, ledger, clock);

    @AfterEach
    void end() {
        ledger.close();
    }

    @BeforeEach
    void december() {
        ledger.sql("UPDATE node_span SET to_s = " + November.JANUARY);
        closing.prepare("2026-12", TERMS, CloseLimits.standard(), "ada");
        closing.approve("2026-12", TERMS, "bob");
    }

    private List<String> failed() {
        return CloseChecks.run(ledger, null).stream()
                .filter(check -> !check.ok())
                .map(check -> check.name() + " " + check.detail())
                .toList();
    }

    private String refused(String month) {
        return String.valueOf(
                assertThrows(ReportException.class, () -> closing.prepare(month, TERMS, CloseLimits.standard(), "ada"))
                        .getMessage());
    }

    private void close(String month, CloseLimits limits) {
        closing.prepare(month, TERMS, limits, "ada");
        closing.approve(month, TERMS, "bob");
    }

    @Test
    void a_month_in_which_nothing_was_watched_is_closed_empty_with_a_reason_and_the_next_one_can_follow() {
        ledger.cluster("d", FEBRUARY, FEBRUARY + 28 * November.DAY);
        assertEquals(
                "period 2027-01 cannot be closed: nothing was watched in it, so nothing is charged, fixed costs and bills"
                        + " included; say why that is so; or force it with --force REASON",
                refused("2027-01"));

        close("2027-01", FORCED);

        assertEquals(
                List.of(),
                ledger.read(connection -> CloseStore.contents(
                                connection, CloseStore.all(connection).get(1).id()))
                        .lines());
        close("2027-02", CloseLimits.standard());
        assertEquals(List.of(), failed());
    }

    @Test
    void a_month_behind_the_last_tick_is_closed_empty_and_a_cluster_that_comes_later_changes_nothing(
            @TempDir Path folder) {
        close("2027-01", FORCED);
        ledger.cluster("d", FEBRUARY + November.DAY, FEBRUARY + 28 * November.DAY);
        assertEquals(List.of(), failed());
        assertEquals(
                List.of(),
                new Restatement(ledger, ledger, clock).preview("2027-01", TEXTS).deltas());
        assertTrue(ledger.read(connection -> ClosedStatement.find(
                        connection, new dev.sublet.reporter.statement.Period(November.JANUARY, FEBRUARY)))
                .orElseThrow()
                .whole());

        Receipts.write(ledger, "2027-01", connection -> folder);
        try (HandLedger empty = new HandLedger()) {
            assertEquals(
                    List.of(),
                    CloseChecks.run(Receipts.load(empty, empty, folder), "2027-01").stream()
                            .filter(check -> !check.ok())
                            .map(Check::detail)
                            .toList());
        }
    }

    @Test
    void corrections_that_are_booked_in_an_empty_month_stand_in_it() {
        ledger.sql("UPDATE usage_final SET cpu_core_ms = cpu_core_ms + 3600000 WHERE span_id = 3");
        Restatement.Restated restated = new Restatement(ledger, ledger, clock).book("2026-12", TEXTS, "ada");
        assertEquals("2027-01", restated.bookedIn());

        close("2027-01", FORCED);

        assertEquals(
                restated.deltas().stream().map(Restatement.Delta::amountNanos).reduce(BigInteger.ZERO, BigInteger::add),
                ledger
                        .read(connection -> CloseStore.contents(
                                connection, CloseStore.all(connection).get(1).id()))
                        .lines()
                        .stream()
                        .map(line -> line.amountNanos())
                        .reduce(BigInteger.ZERO, BigInteger::add));
        assertTrue(!restated.deltas().isEmpty());
    }

    @Test
    void a_month_before_the_first_tick_is_no_part_of_the_chain() {
        try (HandLedger fresh = November.ledger()) {
            assertEquals(
                    "no data for 2026-10: this ledger begins at 2026-11-01T00:00:00Z and ends at "
                            + Instant.ofEpochSecond(November.JANUARY) + "; ask for a time between",
                    assertThrows(
                                    ReportException.class,
                                    () -> new Closing(fresh, fresh, clock).prepare("2026-10", TERMS, FORCED, "ada"))
                            .getMessage());
        }
    }
}
