package dev.sublet.reporter.statement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;

/** Amounts as people read them, rounded once, so that the parts shown add up to the total shown. Stateless. */
public final class Rounding {
    private static final int NANO_DIGITS = 9;
    private static final int USUAL_DIGITS = 2;

    private Rounding() {}

    /**
     * Digits after the decimal sign in which a currency is paid: 2 for USD, 0 for JPY, 3 for KWD; 2 for what is no
     * currency of ISO 4217.
     */
    public static int digitsOf(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .mapToInt(Currency::getDefaultFractionDigits)
                .filter(digits -> digits >= 0)
                .findFirst()
                .orElse(USUAL_DIGITS);
    }

    /** Cents for a large total; more digits for a small one, where cents would show nothing. */
    public static int digitsFor(BigInteger totalNanos) {
        BigDecimal total = new BigDecimal(totalNanos.abs(), NANO_DIGITS);
        if (total.compareTo(BigDecimal.valueOf(100)) >= 0) {
            return 2;
        }
        return total.compareTo(BigDecimal.ONE) >= 0 ? 4 : 6;
    }

    /** An amount alone, half up. */
    public static BigDecimal rounded(BigInteger nanos, int digits) {
        return new BigDecimal(nanos, NANO_DIGITS).setScale(digits, RoundingMode.HALF_UP);
    }

    /** Rounds each amount to {@code digits} by largest remainder; their sum is the rounded sum of the amounts. */
    public static List<BigDecimal> byLargestRemainder(List<BigInteger> nanos, int digits) {
        BigInteger total = nanos.stream().reduce(BigInteger.ZERO, BigInteger::add);
        return parts(nanos, rounded(total, digits));
    }

    /**
     * Rounds each amount by largest remainder (Hamilton's method), ties in their order, so that they sum to the total. Where that is their exact sum
     * rounded up or down, no amount moves by a whole unit or more; where it is further away, as a sum of many rounded amounts may be, all take their
     * part of that alike.
     */
    public static List<BigDecimal> parts(List<BigInteger> nanos, BigDecimal total) {
        int digits = total.scale();
        BigInteger unit = BigInteger.TEN.pow(NANO_DIGITS - digits);
        List<BigInteger> units = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        BigInteger given = BigInteger.ZERO;
        for (BigInteger amount : nanos) {
            // mod, not remainder: a credit too is rounded down first.
            BigInteger floor = amount.subtract(amount.mod(unit)).divide(unit);
            order.add(units.size());
            units.add(floor);
            given = given.add(floor);
        }
        order.sort(Comparator.comparing((Integer index) -> nanos.get(index).mod(unit))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        int extra = total.unscaledValue().subtract(given).intValueExact();
        int each = units.isEmpty() ? 0 : Math.floorDiv(extra, units.size());
        for (int rank = 0; rank < units.size(); rank++) {
            int more = each + (rank < extra - each * units.size() ? 1 : 0);
            units.set(order.get(rank), units.get(order.get(rank)).add(BigInteger.valueOf(more)));
        }
        return units.stream().map(whole -> new BigDecimal(whole, digits)).toList();
    }
}
