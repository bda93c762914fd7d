package dev.sublet.ledger;

import java.time.Instant;

/**
 * The time that the ledger keeps rows of: the years 1970 to 2100. What says that it happened at another time was written by a
 * clock gone wrong, or by somebody who tries.
 */
public final class KnownTime {
    /** 1970-01-01T00:00:00Z, in seconds since then. */
    public static final long FIRST_S = 0;

    /** 2101-01-01T00:00:00Z, the first second that is no longer known. */
    public static final long END_S = 4_133_980_800L;

    private KnownTime() {}

    /** Whether a time lies in it. */
    public static boolean holds(Instant time) {
        return time.getEpochSecond() >= FIRST_S && time.getEpochSecond() < END_S;
    }

    /** The same for microseconds since 1970. */
    public static boolean holdsMicros(long micros) {
        return micros >= FIRST_S * 1_000_000 && micros < END_S * 1_000_000;
    }
}
