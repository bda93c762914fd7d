package dev.sublet.reporter.advice;

import dev.sublet.reporter.overhead.Vcluster;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Savings as months and words. Stateless. */
final class Saving {
    /** A month's length for a list price, and for advice: what a year has, by twelve. */
    private static final BigInteger MONTH_S = BigInteger.valueOf(730 * 3600);

    private Saving() {}

    /** What {@code nanos} in so many seconds are in a month, rounded down. */
    static BigInteger month(BigInteger nanos, long seconds) {
        return seconds <= 0 ? BigInteger.ZERO : nanos.multiply(MONTH_S).divide(BigInteger.valueOf(seconds));
    }

    static long watchedS(Vcluster vcluster) {
        return vcluster.watchedToS() - vcluster.watchedFromS();
    }

    /** Hours with one decimal. */
    static String hours(long seconds) {
        return BigDecimal.valueOf(seconds)
                .divide(BigDecimal.valueOf(3600), 1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** Whole percent, down. */
    static String percent(BigInteger part, BigInteger whole) {
        return whole.signum() == 0
                ? "0"
                : part.multiply(BigInteger.valueOf(100)).divide(whole).toString();
    }

    static String cores(long millicores) {
        return BigDecimal.valueOf(millicores, 3).stripTrailingZeros().toPlainString();
    }

    /** GiB with two decimals. */
    static String gib(long kib) {
        return BigDecimal.valueOf(kib)
                .divide(BigDecimal.valueOf(1 << 20), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** Whole MiB, up. */
    static String mib(long kib) {
        return Long.toString((kib + 1023) / 1024);
    }

    /** Exact, in the currency's unit. */
    static String exact(BigInteger nanos) {
        return new BigDecimal(nanos, 9).toPlainString();
    }

    /** For a sentence: two decimals, or six for what is small. */
    static String money(BigInteger nanos) {
        BigDecimal amount = new BigDecimal(nanos, 9);
        return amount.setScale(amount.compareTo(BigDecimal.ONE) < 0 ? 6 : 2, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
