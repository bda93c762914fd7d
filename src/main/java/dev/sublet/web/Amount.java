package dev.sublet.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * An amount of money as people read it, with the exact one beside. Immutable.
 *
 * @param nanos exact, in 10⁻⁹ of the currency
 * @param shown rounded to what can be paid
 */
public record Amount(BigInteger nanos, String shown) {
    private static final int SCALE = 9;
    private static final int DIGITS = 2;
    static final Amount ZERO = of(BigInteger.ZERO);

    static Amount of(BigInteger nanos) {
        return new Amount(nanos, grouped(exact(nanos).setScale(DIGITS, RoundingMode.HALF_UP)));
    }

    /** Of an answer's object, as the reporter rounded it there. */
    static Amount of(JsonNode object) {
        BigInteger nanos = object.path("amountNanos").bigIntegerValue();
        String rounded = object.path("rounded").asText("");
        return rounded.isEmpty() ? of(nanos) : new Amount(nanos, grouped(new BigDecimal(rounded)));
    }

    private static String grouped(BigDecimal amount) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(amount.scale());
        format.setMaximumFractionDigits(amount.scale());
        return format.format(amount);
    }

    private static BigDecimal exact(BigInteger nanos) {
        return new BigDecimal(nanos, SCALE);
    }

    /** All nine digits. */
    public String exact() {
        return exact(nanos).toPlainString();
    }

    Amount plus(Amount other) {
        return of(nanos.add(other.nanos));
    }

    /** Thousandths of a whole, for bars; 0 when the whole is not positive. */
    int permilleOf(Amount whole) {
        if (whole.nanos.signum() <= 0 || nanos.signum() <= 0) {
            return 0;
        }
        return nanos.multiply(BigInteger.valueOf(1000))
                .divide(whole.nanos)
                .min(BigInteger.valueOf(1000))
                .intValue();
    }
}
