package dev.sublet.reporter.budget;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Something about cost that people are told, once. Times are seconds since the epoch, amounts 10⁻⁹ of the currency.
 *
 * @param key the same for the same happening, however often it is seen
 * @param vcluster its namespace and name; null for all of a cost center
 * @param period the name of the period, or the day
 * @param thresholdPercent null for an unusual day
 * @param againstNanos the budget, or what the day was expected to cost
 * @param amountNanos what was paid, or is expected to be
 * @param detail a sentence's worth for people
 */
public record CostEvent(
        String key,
        Kind kind,
        String costCenter,
        @Nullable String vcluster,
        String period,
        long fromS,
        long toS,
        @Nullable Integer thresholdPercent,
        String currency,
        BigInteger againstNanos,
        BigInteger amountNanos,
        String detail,
        long firstSeenS) {

    /** What may happen. */
    public enum Kind {
        /** A share of a budget is paid. */
        BUDGET_THRESHOLD("budget-threshold"),
        /** A period is expected to come to a share of a budget. */
        FORECAST_OVER_BUDGET("forecast-over-budget"),
        /** A day cost otherwise than its weekday lets expect. */
        UNUSUAL_DAY("unusual-day");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As the ledger and other programs have it. */
        public String label() {
            return label;
        }

        static Kind of(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return kind;
                }
            }
            throw new IllegalStateException("no kind of cost event is called " + label);
        }
    }
}
