package dev.sublet.reporter.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A budget against what a statement says is paid, by a cost center and those below it.
 *
 * @param depth how many cost centers are above it
 * @param budgetNanos for the statement's period, in 10⁻⁹ of the currency
 * @param summed whether the budget is the sum of those below, because it has none of its own
 * @param paid in the unit in which the currency is paid
 * @param paidNanos exactly
 * @param forecast what a period that goes on is expected to come to; null where it is over, or nobody asked
 */
public record BudgetRow(
        String costCenter,
        String name,
        int depth,
        BigInteger budgetNanos,
        boolean summed,
        BigDecimal paid,
        BigInteger paidNanos,
        @Nullable Forecast forecast) {

    /** In 10⁻⁹ of the currency; the range holds in four cases of five. */
    public record Forecast(BigInteger nanos, BigInteger lowNanos, BigInteger highNanos) {}

    /** How much of the budget is paid in tenths of a percent, half up; 0 for a budget of nothing. */
    public BigDecimal usedPercent() {
        if (budgetNanos.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigInteger perMille = paidNanos
                .multiply(BigInteger.valueOf(2000))
                .add(budgetNanos)
                .divide(budgetNanos.multiply(BigInteger.TWO));
        return new BigDecimal(perMille, 1);
    }
}
