package dev.sublet.reporter.entry;

/**
 * When an entry holds: {@code [fromS, toS)} in seconds since the epoch. Open ends are {@link #ALWAYS}'s, far outside
 * every ledger yet small enough that differences stay within a long.
 */
public record Validity(long fromS, long toS) {
    /** From year −30 000 to year 30 000 or so. */
    public static final Validity ALWAYS = new Validity(-1_000_000_000_000L, 1_000_000_000_000L);

    /** Whether both hold at some second. */
    public boolean overlaps(Validity other) {
        return fromS < other.toS && other.fromS < toS;
    }
}
