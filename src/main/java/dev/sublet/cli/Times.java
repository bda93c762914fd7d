package dev.sublet.cli;

import dev.sublet.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as they are written on the command line. */
final class Times {
    private Times() {}

    /** A date (its first second, UTC) or a time with its offset. */
    static Instant parse(String option, String text) {
        try {
            return text.length() == "2026-11-01".length()
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Problem.wrongUse(
                    option + " " + text + " is not a time; write it as 2026-11-01T00:00:00Z or 2026-11-01", e);
        }
    }

    /** As {@link #parse}, for what takes whole seconds. */
    static long parseSeconds(String option, String text) {
        Instant instant = parse(option, text);
        if (instant.getNano() != 0) {
            throw Problem.wrongUse(option + " " + text + " has a part of a second; give a whole second");
        }
        return instant.getEpochSecond();
    }
}
