package dev.sublet.ledger.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * The billing calendar's hours: those of a zone's wall clock, as half-open intervals of seconds since the epoch. In a half-hour zone they begin at
 * half past UTC's. A change of the clock that is not by whole hours makes one shorter hour before and after it. Immutable.
 */
public final class BillingHours {
    private static final int HOUR_S = 3600;
    // Ten years: what one report may span.
    private static final int HOURS_MAX = 24 * 366 * 10;

    private final ZoneId zone;

    public BillingHours(ZoneId zone) {
        this.zone = zone;
    }

    /** One hour, {@code [fromS, toS)}. */
    public record Hour(long fromS, long toS) {}

    /** The hours that share a second with {@code [fromS, toS)}, in order. */
    public List<Hour> over(long fromS, long toS) {
        if ((toS - fromS) / HOUR_S > HOURS_MAX) {
            throw new IllegalArgumentException("a period of more than ten years: " + fromS + ".." + toS);
        }
        List<Hour> hours = new ArrayList<>();
        long startS = startOf(fromS);
        while (startS < toS) {
            long endS = next(startS);
            hours.add(new Hour(startS, endS));
            startS = endS;
        }
        return hours;
    }

    /** Whether an hour begins at that second. */
    public boolean isStart(long atS) {
        return startOf(atS) == atS;
    }

    /** The zone with that name, or UTC for none. */
    public static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("billing zone " + name + " of the ledger is not a known zone", e);
        }
    }

    private long startOf(long atS) {
        Instant at = Instant.ofEpochSecond(atS);
        long startS = atS - Math.floorMod(atS + offsetS(at), (long) HOUR_S);
        ZoneOffsetTransition before = zone.getRules().previousTransition(at.plusSeconds(1));
        return before == null ? startS : Math.max(startS, before.toEpochSecond());
    }

    /** The first hour boundary after the given second. */
    public long next(long atS) {
        Instant at = Instant.ofEpochSecond(atS);
        long endS = atS + HOUR_S - Math.floorMod(atS + offsetS(at), (long) HOUR_S);
        ZoneOffsetTransition next = zone.getRules().nextTransition(at);
        return next == null ? endS : Math.min(endS, next.toEpochSecond());
    }

    private int offsetS(Instant at) {
        return zone.getRules().getOffset(at).getTotalSeconds();
    }
}
