package dev.sublet.reporter.question;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** How people are spoken to. */
final class Words {
    private static final int NANO_DIGITS = 9;

    private Words() {}

    static String costCenter(String costCenter) {
        return costCenter.equals("suspense") ? "no owner yet" : costCenter;
    }

    static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    /** Exact, in the currency's unit. */
    static BigDecimal amount(BigInteger nanos) {
        return new BigDecimal(nanos, NANO_DIGITS);
    }
}
