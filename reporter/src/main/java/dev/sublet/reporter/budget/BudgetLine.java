package dev.sublet.reporter.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a cost center, or one vcluster of it, stands in a period. Amounts in 10⁻⁹ of the currency.
 *
 * @param name the cost center's
 * @param vcluster its namespace and name; null for all of the cost center and of those below it
 * @param depth how many cost centers are above it
 * @param budgetNanos null where nobody set one
 * @param summed whether the budget is the sum of those below, because it has none of its own
 * @param actualNanos paid on the days that are over
 * @param actual the same in the unit in which the currency is paid, rounded as the statement of these days rounds it
 * @param forecastNanos what the whole period is expected to come to; of a period that is over, what it came to
 * @param reached the day on which what is paid reaches the budget, past or expected; null when it does not
 * @param crossings thresholds of its own budget that are crossed
 */
public record BudgetLine(
        String costCenter,
        String name,
        @Nullable String vcluster,
        int depth,
        @Nullable BigInteger budgetNanos,
        boolean summed,
        BigInteger actualNanos,
        BigDecimal actual,
        BigInteger forecastNanos,
        BigInteger lowNanos,
        BigInteger highNanos,
        @Nullable LocalDate reached,
        List<Crossing> crossings) {
    public BudgetLine {
        crossings = List.copyOf(crossings);
    }

    /** A share of the budget that is paid, or that is expected to be. */
    public record Crossing(boolean forecast, int percent) {
        @Override
        public String toString() {
            return percent + " %" + (forecast ? " by the forecast" : "");
        }
    }

    /** How much of the budget is paid in tenths of a percent, half up; null without a budget. */
    public @Nullable BigInteger usedPerMille() {
        BigInteger budget = budgetNanos;
        if (budget == null || budget.signum() <= 0) {
            return null;
        }
        return actualNanos.multiply(BigInteger.valueOf(2000)).add(budget).divide(budget.multiply(BigInteger.TWO));
    }
}
