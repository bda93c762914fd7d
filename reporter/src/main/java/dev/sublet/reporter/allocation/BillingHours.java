package dev.sublet.reporter.allocation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * The hours of a zone's wall clock, as half-open intervals of seconds since the epoch. In a half-hour zone they begin at
 * half past UTC's. A change of the clock that is not by whole hours makes one shorter hour before and after it.
 */
public final class BillingHours {
    private static final int HOUR_S = 3600;
    // Ten years: what one report may span.
    private static final int HOURS_MAX = 24 * 366 * 10;

    private BillingHours() {}

    /** One hour, {@code [fromS, toS)}. */
    public record Hour(long fromS, long toS) {}

    /** The hours that share a second with {@code [fromS, toS)}, in order. */
    static List<Hour> over(long fromS, long toS, ZoneId zone) {
        if ((toS - fromS) / HOUR_S > HOURS_MAX) {
            throw new IllegalArgumentException("a period of more than ten years: " + fromS + ".." + toS);
        }
        List<Hour> hours = new ArrayList<>();
        long startS = startOf(fromS, zone);
        while (startS < toS) {
            long endS = endOf(startS, zone);
            hours.add(new Hour(startS, endS));
            startS = endS;
        }
        return hours;
    }

    /** Whether an hour begins at that second. */
    static boolean isStart(long atS, ZoneId zone) {
        return startOf(atS, zone) == atS;
    }

    /** The zone with that name, or UTC for none. */
    static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("billing zone " + name + " of the ledger is not a known zone", e);
        }
    }

    private static long startOf(long atS, ZoneId zone) {
        Instant at = Instant.ofEpochSecond(atS);
        long startS = atS - Math.floorMod(atS + offsetS(at, zone), (long) HOUR_S);
        ZoneOffsetTransition before = zone.getRules().previousTransition(at.plusSeconds(1));
        return before == null ? startS : Math.max(startS, before.toEpochSecond());
    }

    private static long endOf(long startS, ZoneId zone) {
        Instant start = Instant.ofEpochSecond(startS);
        long endS = startS + HOUR_S - Math.floorMod(startS + offsetS(start, zone), (long) HOUR_S);
        ZoneOffsetTransition next = zone.getRules().nextTransition(start);
        return next == null ? endS : Math.min(endS, next.toEpochSecond());
    }

    private static int offsetS(Instant at, ZoneId zone) {
        return zone.getRules().getOffset(at).getTotalSeconds();
    }
}
