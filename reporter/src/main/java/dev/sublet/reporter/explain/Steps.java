package dev.sublet.reporter.explain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Collects an amount's numbers in their order. Not thread-safe. */
final class Steps {
    private final List<Step> all = new ArrayList<>();

    BigInteger add(String key, String title, BigInteger value, String how) {
        all.add(Step.of(key, title, value, how));
        return value;
    }

    BigInteger add(String key, String title, BigInteger value) {
        return add(key, title, value, "");
    }

    void fact(String key, String title, Object value, String how) {
        all.add(Step.of(key, title, value, how));
    }

    void fact(String key, String title, Object value) {
        fact(key, title, value, "");
    }

    /**
     * The working, whose last number must be the amount that the statement has.
     *
     * @throws IllegalStateException when the arithmetic gives another amount than the allocation did
     */
    Working working(Amount amount, BigInteger found) {
        if (!found.equals(amount.amountNanos())) {
            throw new IllegalStateException("the arithmetic of " + amount.title() + " gives " + found
                    + ", the statement has " + amount.amountNanos());
        }
        return new Working(amount.title() + ", paid by " + amount.costCenter(), found, all);
    }
}
