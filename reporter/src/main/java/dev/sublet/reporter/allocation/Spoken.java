package dev.sublet.reporter.allocation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Times as people write them: a month, days, or instants, all in UTC. */
final class Spoken {
    private static final int DAY_S = 86_400;

    private Spoken() {}

    /** {@code 2026-11} for a whole month, else {@code 2026-11-03..2026-11-04}, with times of day where needed. */
    static String period(long fromS, long toS) {
        if (fromS % DAY_S == 0 && toS % DAY_S == 0) {
            LocalDate from = LocalDate.ofEpochDay(fromS / DAY_S);
            LocalDate to = LocalDate.ofEpochDay(toS / DAY_S);
            if (from.getDayOfMonth() == 1 && from.plusMonths(1).equals(to)) {
                return YearMonth.from(from).toString();
            }
        }
        return time(fromS) + ".." + time(toS);
    }

    private static String time(long atS) {
        Instant at = Instant.ofEpochSecond(atS);
        return atS % DAY_S == 0 ? at.atOffset(ZoneOffset.UTC).toLocalDate().toString() : at.toString();
    }
}
