package dev.sublet.bot.quote;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Amounts in nanos: how they come about and how people read them. Stateless. */
final class Money {
    private static final BigInteger HOUR_S = BigInteger.valueOf(3600);
    private static final BigInteger ATTOS_PER_NANO = BigInteger.TEN.pow(9);
    private static final int NANO_DIGITS = 9;

    private Money() {}

    /**
     * Nanos, rounded once and half up: {@code rate × quantity / unit × seconds / parts / 3600}.
     *
     * @param rate in 10⁻¹⁸ of the currency for a unit and hour
     * @param parts of a second that {@code seconds} counts, so that shares of a week stay exact
     */
    static BigInteger nanos(BigInteger rate, long quantity, long unit, BigInteger seconds, long parts) {
        BigInteger whole = rate.multiply(BigInteger.valueOf(quantity)).multiply(seconds);
        BigInteger by = BigInteger.valueOf(unit)
                .multiply(HOUR_S)
                .multiply(BigInteger.valueOf(parts))
                .multiply(ATTOS_PER_NANO);
        return whole.shiftLeft(1).add(by).divide(by.shiftLeft(1));
    }

    /** Such as {@code 1234.57 USD}: half up to two places. */
    static String text(BigInteger nanos, String currency) {
        return new BigDecimal(nanos, NANO_DIGITS)
                        .setScale(2, RoundingMode.HALF_UP)
                        .toPlainString() + " " + currency;
    }
}
