package dev.sublet.collector.meter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** The billing calendar's hours: those of a zone's wall clock, so that months cut cleanly in half-hour zones too. */
final class BillingHours {
    private static final long HOUR_S = 3600;
    private final ZoneRules rules;

    BillingHours(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** The first hour boundary after the given second. */
    long next(long atS) {
        Instant at = Instant.ofEpochSecond(atS);
        long offsetS = rules.getOffset(at).getTotalSeconds();
        long boundary = Math.floorDiv(atS + offsetS, HOUR_S) * HOUR_S + HOUR_S - offsetS;
        ZoneOffsetTransition transition = rules.nextTransition(at);
        // A shift of half an hour (Lord Howe) starts a new hour at once.
        return transition == null ? boundary : Math.min(boundary, transition.toEpochSecond());
    }
}
