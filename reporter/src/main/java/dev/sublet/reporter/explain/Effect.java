package dev.sublet.reporter.explain;

import java.math.BigInteger;

/**
 * A part of a difference and what makes it.
 *
 * @param label what it is about: a sort of things for prices, a vcluster and resource for volume, a policy for shared cost
 * @param baseNanos what it would have cost without, for a percentage; zero where none makes sense
 */
record Effect(BridgeSide.Payer payer, BridgePart part, String label, BigInteger nanos, BigInteger baseNanos) {
    /** The label of what rounding alone can make. */
    static final String ROUNDING = "rounding of single hours";

    boolean isRounding() {
        return label.equals(ROUNDING);
    }
}
