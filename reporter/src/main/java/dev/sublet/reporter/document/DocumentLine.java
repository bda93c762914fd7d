package dev.sublet.reporter.document;

import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A statement's line as it is shown.
 *
 * @param amount in the unit in which the currency is paid
 * @param clusterName the name by which people know the cluster
 * @param method how shared cost was cut, such as {@code proportional}; null for what is not shared
 */
public record DocumentLine(
        StatementLine line,
        BigDecimal amount,
        String clusterName,
        @Nullable String method) {
    private static final int RATE_DIGITS = 9;

    /** Exact amount by quantity, rounded to nine decimals for the eye; null where there is no quantity. */
    public @Nullable BigDecimal rate() {
        return line.quantity().signum() == 0
                ? null
                : Words.amount(line.amountNanos()).divide(line.quantity(), RATE_DIGITS, RoundingMode.HALF_UP);
    }
}
