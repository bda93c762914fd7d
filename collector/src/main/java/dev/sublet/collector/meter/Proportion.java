package dev.sublet.collector.meter;

/** Parts of whole numbers without overflow or floating point. */
final class Proportion {
    private Proportion() {}

    /** {@code total × part / whole}, floored, for {@code 0 ≤ part ≤ whole < 2^31} and any total that is not negative. */
    static long of(long total, long part, long whole) {
        return total / whole * part + total % whole * part / whole;
    }
}
