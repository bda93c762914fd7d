package dev.sublet.reporter.usage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Units as they are shown. All but fractions and hours are exact. */
final class Quantity {
    private static final int FRACTION_DIGITS = 6;
    private static final BigInteger BYTES_PER_KIB = BigInteger.valueOf(1024);
    private static final BigDecimal KIB_SECONDS_PER_GIB_HOUR = BigDecimal.valueOf(1024L * 1024 * 3600);

    private Quantity() {}

    static BigDecimal coreSeconds(BigInteger coreMs) {
        return new BigDecimal(coreMs, 3);
    }

    static BigInteger byteSeconds(BigInteger kibSeconds) {
        return kibSeconds.multiply(BYTES_PER_KIB);
    }

    /** For people, to a thousandth. */
    static BigDecimal gibHours(BigInteger kibSeconds) {
        return new BigDecimal(kibSeconds).divide(KIB_SECONDS_PER_GIB_HOUR, 3, RoundingMode.HALF_UP);
    }

    static BigDecimal fraction(BigInteger part, BigInteger whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(part).divide(new BigDecimal(whole), FRACTION_DIGITS, RoundingMode.HALF_UP);
    }

    /** Whole per cent with a decimal, for people. */
    static String percent(BigInteger part, BigInteger whole) {
        if (whole.signum() == 0) {
            return "";
        }
        BigDecimal percent = new BigDecimal(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(new BigDecimal(whole), 1, RoundingMode.HALF_UP);
        return percent.toPlainString() + " %";
    }
}
