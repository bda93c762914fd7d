package dev.sublet.bot.quote;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How a cost center stands against its budget. Amounts in 10⁻⁹ of the currency. Immutable.
 *
 * @param period the fiscal period's name
 * @param budgetNanos null when nobody set one
 * @param actualNanos paid on the days that are over
 * @param forecastNanos what the whole period is expected to come to
 */
public record BudgetLeft(
        String costCenter,
        String period,
        String currency,
        @Nullable BigInteger budgetNanos,
        BigInteger actualNanos,
        BigInteger forecastNanos) {
    /** What is left of it now; below zero when it is overdrawn; null without a budget. */
    public @Nullable BigInteger leftNanos() {
        return budgetNanos == null ? null : budgetNanos.subtract(actualNanos);
    }

    /** What will be left by the forecast; null without a budget. */
    public @Nullable BigInteger expectedNanos() {
        return budgetNanos == null ? null : budgetNanos.subtract(forecastNanos);
    }

    /** In one sentence. */
    public String sentence() {
        BigInteger left = leftNanos();
        BigInteger expected = expectedNanos();
        if (left == null || expected == null || budgetNanos == null) {
            return "cost center " + costCenter + " has no budget in " + period;
        }
        return "cost center " + costCenter + " has " + Money.text(left, currency) + " of "
                + Money.text(budgetNanos, currency) + " left in " + period + "; by the forecast "
                + Money.text(expected, currency) + " will be";
    }
}
