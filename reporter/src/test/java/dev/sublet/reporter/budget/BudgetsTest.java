package dev.sublet.reporter.budget;

import static dev.sublet.reporter.budget.Autumn.DAY;
import static dev.sublet.reporter.budget.Autumn.NOVEMBER;
import static dev.sublet.reporter.budget.Autumn.PRICES;
import static dev.sublet.reporter.budget.Autumn.terms;
import static dev.sublet.reporter.support.Fixture.DOLLAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.statement.CostCenterTotal;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final long NOON_OF_20TH = NOVEMBER + 19 * DAY + DAY / 2;

    private static BudgetReport report(HandLedger ledger, Terms terms) {
        return Budgets.of(ledger, terms, "2026-11", false);
    }

    private static BudgetLine line(BudgetReport report, String costCenter) {
        return report.lines().stream()
                .filter(line -> line.costCenter().equals(costCenter))
                .findFirst()
                .orElseThrow();
    }

    private static void assertDollars(long dollars, BigInteger nanos) {
        assertEquals(DOLLAR.multiply(BigInteger.valueOf(dollars)), nanos);
    }

    @Test
    void a_month_that_goes_on_as_before_comes_to_its_days() {
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            BudgetReport report = report(ledger, terms(PRICES));
            BudgetLine payments = line(report, "cc-1");

            assertEquals(LocalDate.of(2026, 11, 19), report.until());
            assertDollars(19 * 12, payments.actualNanos());
            assertDollars(30 * 12, payments.forecastNanos());
            assertDollars(30 * 12, payments.lowNanos());
            assertDollars(30 * 12, payments.highNanos());
            assertEquals(BigInteger.valueOf(570), payments.usedPerMille());
            assertEquals(List.of(new BudgetLine.Crossing(false, 50)), payments.crossings());
            assertNull(payments.reached());
            assertEquals(
                    List.of(new BudgetLine.Crossing(true, 100), new BudgetLine.Crossing(true, 110)),
                    line(report, "cc-2").crossings());
            assertEquals(LocalDate.of(2026, 11, 25), line(report, "cc-2").reached());
            assertEquals(List.of(), report.unusual());
            assertEquals(List.of(), report.notes());
        }
    }

    @Test
    void a_cost_center_without_a_budget_has_those_below_it_and_no_thresholds() {
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            BudgetLine technology = line(report(ledger, terms(PRICES)), "tech");

            assertTrue(technology.summed());
            assertDollars(700, java.util.Objects.requireNonNull(technology.budgetNanos()));
            assertDollars(19 * 24, technology.actualNanos());
            assertDollars(30 * 24, technology.forecastNanos());
            assertEquals(List.of(), technology.crossings());
            assertEquals(LocalDate.of(2026, 11, 30), technology.reached());
        }
    }

    @Test
    void a_month_that_is_over_has_its_statement_and_nothing_to_come() {
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            BudgetReport report = Budgets.of(ledger, terms(PRICES), "2026-10", true);
            List<CostCenterTotal> totals = Statements.preview(
                            ledger, new Period(NOVEMBER - 31 * DAY, NOVEMBER), terms(PRICES))
                    .totals();

            for (CostCenterTotal total : totals) {
                assertEquals(
                        total.amountNanos(), line(report, total.costCenter()).actualNanos(), total.costCenter());
                assertEquals(
                        total.amountNanos(), line(report, total.costCenter()).highNanos(), total.costCenter());
            }
            assertEquals("team-a/a", report.lines().get(2).vcluster());
        }
    }

    @Test
    void a_day_of_twice_the_usual_is_unusual_and_says_who_it_was() {
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            Autumn.burst(ledger, "a", LocalDate.of(2026, 11, 11), 1, NOON_OF_20TH);
            BudgetReport report = report(ledger, terms(PRICES));

            assertEquals(
                    List.of("2026-11-11 cc-1 null", "2026-11-11 cc-1 team-a/a"),
                    report.unusual().stream()
                            .map(day -> day.day() + " " + day.costCenter() + " " + day.vcluster())
                            .toList());
            UnusualDay day = report.unusual().get(0);
            assertDollars(12, day.expectedNanos());
            assertDollars(24, day.actualNanos());
            assertEquals("team-a/a workload cpu +8.31, team-a/a workload memory +3.69", CostEvents.contributors(day));
            assertDollars(31 * 12, line(report, "cc-1").forecastNanos());
        }
    }

    @Test
    void a_change_of_prices_is_none_of_usage_and_counts_from_its_day_on() {
        String prices = """
                currency: USD
                nodes:
                  - {instanceType: t, perHour: 0.5, to: 2026-11-10}
                  - {instanceType: t, perHour: 1, from: 2026-11-10, to: 2026-11-26}
                  - {instanceType: t, perHour: 0.25, from: 2026-11-26}
                """;
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            BudgetReport report = report(ledger, terms(prices));

            assertEquals(List.of(), report.unusual());
            assertEquals(
                    List.of("2026-11-10 cc-1", "2026-11-10 cc-2"),
                    report.priceChanges().stream()
                            .map(change -> change.day() + " " + change.costCenter())
                            .toList());
            assertDollars(12, report.priceChanges().get(0).beforeNanos());
            assertDollars(24, report.priceChanges().get(0).afterNanos());
            assertDollars(9 * 12 + 10 * 24, line(report, "cc-1").actualNanos());
            assertDollars(9 * 12 + 16 * 24 + 5 * 6, line(report, "cc-1").forecastNanos());
        }
    }

    @Test
    void what_is_deleted_or_paused_does_not_go_on() {
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            ledger.sql("UPDATE vcluster_span SET to_s = " + (NOON_OF_20TH - 3600) + " WHERE vcluster = 'a'")
                    .sql("UPDATE vcluster_span SET state = 'paused' WHERE vcluster = 'b'");
            BudgetReport report = report(ledger, terms(PRICES));

            assertDollars(19 * 12, line(report, "cc-1").forecastNanos());
            assertDollars(19 * 12, line(report, "cc-2").forecastNanos());
        }
    }

    @Test
    void fixed_costs_go_on_as_the_price_book_says_and_not_as_usage() {
        String prices = PRICES + """
                fixed:
                  - {name: fee, per: cluster, perMonth: 300, to: 2026-11-21}
                """;
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            BudgetLine platform = line(report(ledger, terms(prices)), "platform");

            assertDollars(190, platform.actualNanos());
            assertDollars(200, platform.forecastNanos());
            assertEquals(platform.forecastNanos(), platform.highNanos());
        }
    }

    @Test
    void an_allowance_ends_at_its_bound() {
        Terms terms = Terms.parse(new dev.sublet.reporter.terms.TermsTexts(java.util.Map.of(
                        dev.sublet.reporter.terms.TermsFile.POLICIES,
                        new dev.sublet.reporter.terms.NamedText(
                                "policies.yaml",
                                "allowances: [{name: free, costCenter: cc-1, perMonth: 300, fundedBy: platform}]")))
                .orElse(Autumn.texts(PRICES, Autumn.COST_CENTERS)));
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            BudgetReport report = report(ledger, terms);

            assertDollars(60, line(report, "cc-1").forecastNanos());
            assertDollars(300, line(report, "platform").forecastNanos());
        }
    }

    @Test
    void an_allowance_of_a_month_that_goes_on_is_what_its_statement_has() {
        Terms terms = Terms.parse(new dev.sublet.reporter.terms.TermsTexts(java.util.Map.of(
                        dev.sublet.reporter.terms.TermsFile.POLICIES,
                        new dev.sublet.reporter.terms.NamedText(
                                "policies.yaml",
                                "allowances: [{name: free, costCenter: cc-1, perMonth: 100, fundedBy: platform}]")))
                .orElse(Autumn.texts(PRICES, Autumn.COST_CENTERS)));
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            BudgetReport report = report(ledger, terms);

            assertDollars(19 * 12 - 100, line(report, "cc-1").actualNanos());
            assertDollars(100, line(report, "platform").actualNanos());
            assertDollars(30 * 12 - 100, line(report, "cc-1").forecastNanos());
            java.math.BigInteger statement =
                    Statements.preview(ledger, new Period(NOVEMBER, NOVEMBER + 30 * DAY), terms).lines().stream()
                            .filter(line -> line.costCenter().equals("platform"))
                            .map(dev.sublet.reporter.statement.StatementLine::amountNanos)
                            .reduce(java.math.BigInteger.ZERO, java.math.BigInteger::add);
            assertEquals(statement, line(report, "platform").actualNanos());
        }
    }

    @Test
    void a_few_days_make_a_plain_rate_with_a_wide_range_and_a_sentence() {
        try (HandLedger ledger = Autumn.ledger(Autumn.FROM + 5 * DAY)) {
            BudgetReport report = Budgets.of(ledger, terms(PRICES), null, false);
            BudgetLine payments = line(report, "cc-1");

            assertDollars(30 * 12, payments.forecastNanos());
            assertDollars(5 * 12 + 25 * 6, payments.lowNanos());
            assertDollars(5 * 12 + 25 * 18, payments.highNanos());
            assertTrue(report.notes().get(0).startsWith("only 5 days are known: the forecast is the mean day"));
        }
    }

    @Test
    void a_period_that_has_not_begun_and_a_ledger_without_a_day_are_refused_in_one_line() {
        try (HandLedger ledger = Autumn.ledger(Autumn.FROM + 3600)) {
            assertEquals(
                    "no whole day of period 2026-09 or before it is over by 2026-09-01T01:00:00Z; ask again after"
                            + " midnight",
                    assertThrows(ReportException.class, () -> Budgets.of(ledger, terms(PRICES), "2026-09", false))
                            .getMessage());
            assertEquals(
                    "period 2026-12 has not begun: the ledger ends at 2026-09-01T01:00:00Z; name an earlier one with"
                            + " --month",
                    assertThrows(ReportException.class, () -> Budgets.of(ledger, terms(PRICES), "2026-12", false))
                            .getMessage());
        }
    }
}
