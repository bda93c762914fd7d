package dev.sublet.reporter.forecast;

import java.math.BigInteger;
import java.util.List;

/**
 * The ends of a range of 80 %, as distances from the expectation: {@code below} is 0 or less, {@code above} 0 or more. Each is the wider
 * of two: the quantile of the method's own past errors over as many days (ranks ⌊(n + 1) / 10⌋ from both ends, as in split conformal
 * prediction), and that of so many independent days, 1.2816 × 1.4826 × the median one-day error × √days (a normal distribution's
 * 90th percentile, and its standard deviation by the median absolute deviation). Past windows overlap, so they say less than their number:
 * where fewer than four would fit side by side, the ranks are ⌊(n + 1) / 20⌋.
 */
public record Range(BigInteger below, BigInteger above) {
    /** 1.2816 × 1.4826 in 10⁻⁴. */
    private static final BigInteger NOISE = BigInteger.valueOf(19_001);

    private static final BigInteger NOISE_UNIT = BigInteger.valueOf(10_000);
    /** Fewer past windows beside each other than that, and the outer half of a tail is taken. */
    private static final int WINDOWS_MIN = 4;

    private static final BigInteger ROOT_UNIT = BigInteger.valueOf(1_000);

    static Range of(Outlook outlook) {
        BigInteger root = BigInteger.valueOf(outlook.days().size())
                .multiply(ROOT_UNIT)
                .multiply(ROOT_UNIT)
                .sqrt();
        BigInteger noise = Medians.distance(outlook.dayErrors().values())
                .multiply(NOISE)
                .multiply(root)
                .divide(NOISE_UNIT)
                .divide(ROOT_UNIT);
        BigInteger below = noise.negate();
        BigInteger above = noise;
        List<BigInteger> sorted = outlook.errors().values().stream().sorted().toList();
        if (!sorted.isEmpty()) {
            boolean few = sorted.size() < WINDOWS_MIN * outlook.days().size();
            int rank = Math.max((sorted.size() + 1) / (few ? 20 : 10), 1) - 1;
            below = below.min(sorted.get(rank));
            above = above.max(sorted.get(sorted.size() - 1 - rank));
        }
        return new Range(below.subtract(outlook.slack()), above.add(outlook.slack()));
    }
}
