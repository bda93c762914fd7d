package dev.sublet.reporter.question;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Amounts as people read them, rounded once, so that the lines shown add up to the total shown. */
final class Rounding {
    private static final int NANO_DIGITS = 9;

    private Rounding() {}

    /** Cents for a large total; more digits for a small one, where cents would show nothing. */
    static int digitsFor(BigInteger totalNanos) {
        BigDecimal total = new BigDecimal(totalNanos.abs(), NANO_DIGITS);
        if (total.compareTo(BigDecimal.valueOf(100)) >= 0) {
            return 2;
        }
        return total.compareTo(BigDecimal.ONE) >= 0 ? 4 : 6;
    }

    /** Rounds each amount to {@code digits} by largest remainder; their sum is the rounded sum of the amounts. */
    static List<BigDecimal> byLargestRemainder(List<BigInteger> nanos, int digits) {
        BigInteger unit = BigInteger.TEN.pow(NANO_DIGITS - digits);
        List<BigInteger> units = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        BigInteger total = BigInteger.ZERO;
        BigInteger given = BigInteger.ZERO;
        for (BigInteger amount : nanos) {
            // mod, not remainder: a credit too is rounded down first.
            BigInteger floor = amount.subtract(amount.mod(unit)).divide(unit);
            order.add(units.size());
            units.add(floor);
            total = total.add(amount);
            given = given.add(floor);
        }
        BigInteger due = new BigDecimal(total)
                .divide(new BigDecimal(unit), 0, RoundingMode.HALF_UP)
                .toBigIntegerExact();
        order.sort(Comparator.comparing((Integer index) -> nanos.get(index).mod(unit))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        int extra = due.subtract(given).intValueExact();
        for (int rank = 0; rank < extra; rank++) {
            units.set(order.get(rank), units.get(order.get(rank)).add(BigInteger.ONE));
        }
        return units.stream().map(whole -> new BigDecimal(whole, digits)).toList();
    }
}
