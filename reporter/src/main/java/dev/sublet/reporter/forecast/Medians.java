package dev.sublet.reporter.forecast;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;

/** Middles of numbers. Of an even count the lower middle: it is one of the numbers, so nothing is rounded. Stateless. */
public final class Medians {
    private Medians() {}

    /** The median; the numbers must not be empty. */
    public static <N extends Comparable<N>> N of(Collection<N> numbers) {
        List<N> sorted = numbers.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** The median distance from 0, 0 for no numbers. */
    public static BigInteger distance(Collection<BigInteger> numbers) {
        return numbers.isEmpty()
                ? BigInteger.ZERO
                : of(numbers.stream().map(BigInteger::abs).toList());
    }
}
