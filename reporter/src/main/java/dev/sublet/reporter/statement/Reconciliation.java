package dev.sublet.reporter.statement;

import java.math.BigInteger;

/**
 * What nodes and other assets cost, computed from spans and price book apart from the allocation, against the sum of the
 * statement's lines. What was booked, corrections of closed periods and adjustments, is no cost of this period and stands beside
 * it. All in 10⁻⁹ of the currency. The difference is 0, or the statement is wrong.
 */
public record Reconciliation(
        BigInteger nodeCostNanos,
        BigInteger otherAssetsNanos,
        BigInteger bookedNanos,
        BigInteger linesNanos,
        BigInteger differenceNanos) {
    static Reconciliation of(
            BigInteger nodeCostNanos, BigInteger otherAssetsNanos, BigInteger bookedNanos, BigInteger linesNanos) {
        return new Reconciliation(
                nodeCostNanos,
                otherAssetsNanos,
                bookedNanos,
                linesNanos,
                nodeCostNanos.add(otherAssetsNanos).add(bookedNanos).subtract(linesNanos));
    }
}
