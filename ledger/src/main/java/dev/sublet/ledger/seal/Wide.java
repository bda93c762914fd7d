package dev.sublet.ledger.seal;

import java.math.BigInteger;

/** A sum of at most 2^31 longs that cannot overflow: both halves of each are summed apart. */
final class Wide {
    private long high;
    private long low;

    void add(long value) {
        high += value >> 32;
        low += value & 0xffff_ffffL;
    }

    BigInteger value() {
        return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    }
}
