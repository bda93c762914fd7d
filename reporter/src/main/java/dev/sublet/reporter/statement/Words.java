package dev.sublet.reporter.statement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** How people are spoken to. Stateless. */
public final class Words {
    private static final int NANO_DIGITS = 9;

    private Words() {}

    /** A cost center's name; {@code no owner yet} for what nobody is known to pay. */
    public static String costCenter(String costCenter) {
        return costCenter.equals("suspense") ? "no owner yet" : costCenter;
    }

    /** Seconds since the epoch as ISO 8601 with Z. */
    public static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    /** Nanos exactly, in the currency's unit. */
    public static BigDecimal amount(BigInteger nanos) {
        return new BigDecimal(nanos, NANO_DIGITS);
    }
}
