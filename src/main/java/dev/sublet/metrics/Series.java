package dev.sublet.metrics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums by labels that become the samples of one gauge. Sums are exact; only a sample is a binary fraction, for display. Not thread-safe
 * while it is filled.
 */
final class Series {
    private static final int NANO_DIGITS = 9;

    private final Map<List<String>, BigInteger> nanos = new LinkedHashMap<>();

    /** One sample. */
    record Sample(double value, List<String> labels) {}

    void add(BigInteger amountNanos, String... labels) {
        nanos.merge(Arrays.asList(labels), amountNanos, BigInteger::add);
    }

    List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(nanos.size());
        nanos.forEach((labels, sum) -> samples.add(new Sample(new BigDecimal(sum, NANO_DIGITS).doubleValue(), labels)));
        return samples;
    }
}
