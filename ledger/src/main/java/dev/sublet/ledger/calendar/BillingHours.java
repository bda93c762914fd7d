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

    /**
     * A DuckDB expression for the start of the hour that a second lies in. It holds for seconds in {@code [fromS, toS)}, none of them before 1970:
     * one branch for each stretch between changes of the clock that move the hours, so whole-hour zones have none.
     *
     * @param column the second: a BIGINT column, or an expression in parentheses
     */
    public String startSql(String column, long fromS, long toS) {
        StringBuilder sql = new StringBuilder();
        long startS = Long.MIN_VALUE;
        int phaseS = phaseS(offsetS(Instant.ofEpochSecond(fromS)));
        ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.ofEpochSecond(fromS));
        ZoneOffsetTransition before =
                zone.getRules().previousTransition(Instant.ofEpochSecond(fromS).plusSeconds(1));
        if (before != null && before.toEpochSecond() > fromS - HOUR_S) {
            startS = before.toEpochSecond();
        }
        while (change != null && change.toEpochSecond() < toS) {
            long changeS = change.toEpochSecond();
            int nextPhaseS = phaseS(change.getOffsetAfter().getTotalSeconds());
            if (nextPhaseS != phaseS || isInside(changeS, phaseS)) {
                sql.append(" WHEN ")
                        .append(column)
                        .append(" < ")
                        .append(changeS)
                        .append(" THEN ")
                        .append(phaseSql(column, phaseS, startS));
                startS = changeS;
                phaseS = nextPhaseS;
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        String last = phaseSql(column, phaseS, startS);
        return sql.isEmpty() ? last : "CASE" + sql + " ELSE " + last + " END";
    }

    /**
     * A DuckDB expression for the start of the part of an hour that a second lies in, where UTC's hours cut the billing hours into parts: rollups are
     * kept by these, so that each lies in one billing hour and in one file. In a zone of whole hours it is the hour. It holds as {@link #startSql(
     * String, long, long)} does.
     */
    public String partSql(String column, long fromS, long toS) {
        String start = startSql(column, fromS, toS);
        String utc = phaseSql(column, 0, Long.MIN_VALUE);
        return start.equals(utc) ? utc : "greatest(" + start + ", " + utc + ")";
    }

    /** Whether the hours of another zone begin at the same seconds in {@code [fromS, toS)}. */
    public boolean isSameGrid(BillingHours other, long fromS, long toS) {
        return startSql("s", fromS, toS).equals(other.startSql("s", fromS, toS));
    }

    /** @param sinceS when hours began to have that phase: where that is inside an hour, a shorter hour begins */
    private static String phaseSql(String column, int phaseS, long sinceS) {
        String start = phaseS == 0
                ? column + " - " + column + " % " + HOUR_S
                : column + " - (" + column + " + " + phaseS + ") % " + HOUR_S;
        return sinceS != Long.MIN_VALUE && isInside(sinceS, phaseS) ? "greatest(" + start + ", " + sinceS + ")" : start;
    }

    /** How far into an hour of its own the epoch lies, by an offset from UTC. */
    private static int phaseS(int offsetS) {
        return Math.floorMod(offsetS, HOUR_S);
    }

    private static boolean isInside(long atS, int phaseS) {
        return Math.floorMod(atS + phaseS, (long) HOUR_S) != 0;
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
