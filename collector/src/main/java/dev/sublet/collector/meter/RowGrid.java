package dev.sublet.collector.meter;

import dev.sublet.ledger.calendar.BillingHours;

/**
 * Where rows of a running pod end: at whole steps of UTC, so that from and length of nearly all rows are alike and cost
 * nothing once sealed, and at the billing calendar's hours. Remembers the hour it was asked about last: a tick asks for
 * each pod. One thread.
 */
final class RowGrid {
    private static final long HOUR_S = 3600;
    private static final long MINUTE_S = 60;

    private final long stepS;
    private final BillingHours hours;
    private long hourFromS;
    private long hourToS;

    RowGrid(long intervalS, BillingHours hours) {
        this.stepS = stepS(intervalS);
        this.hours = hours;
    }

    /** A minute, or the smallest divisor of an hour that is not shorter than the interval between looks. */
    static long stepS(long intervalS) {
        long step = Math.max(MINUTE_S, intervalS);
        while (HOUR_S % step != 0) {
            step++;
        }
        return step;
    }

    /** The first end of a row after the given second. */
    long next(long atS) {
        return Math.min(nextHour(atS), atS - Math.floorMod(atS, stepS) + stepS);
    }

    /** The first billing hour after the given second. */
    long nextHour(long atS) {
        if (atS < hourFromS || atS >= hourToS) {
            hourFromS = atS;
            hourToS = hours.next(atS);
        }
        return hourToS;
    }
}
