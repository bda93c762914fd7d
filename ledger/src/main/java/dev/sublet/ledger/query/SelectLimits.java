package dev.sublet.ledger.query;

import java.time.Duration;

/**
 * How much a SELECT from outside may take. Memory and disk for spilling are bounded for the whole ledger, by
 * {@link dev.sublet.ledger.LedgerSettings}.
 *
 * @param maxRows rows beyond it are cut off and the result says so
 * @param maxBytes likewise for the text of the answer, roughly
 * @param timeout after it the query is cancelled
 */
public record SelectLimits(int maxRows, long maxBytes, Duration timeout) {
    public SelectLimits {
        if (maxRows < 1) {
            throw new IllegalArgumentException("query.maxRows is " + maxRows + "; it must be at least 1");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("query.maxBytes is " + maxBytes + "; it must be at least 1");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("query.timeout is " + timeout + "; it must be longer than zero");
        }
    }

    /** 10 000 rows, 16 MiB, 30 seconds. */
    public static SelectLimits defaults() {
        return new SelectLimits(10_000, 16L << 20, Duration.ofSeconds(30));
    }
}
