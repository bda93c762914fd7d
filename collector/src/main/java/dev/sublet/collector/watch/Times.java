package dev.sublet.collector.watch;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The API's RFC 3339 times. */
final class Times {
    private Times() {}

    /** Whole seconds since the epoch, or null for what is absent or no time. */
    static @Nullable Long seconds(@Nullable String time) {
        if (time == null || time.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(time).toEpochSecond();
        } catch (DateTimeException e) {
            return null;
        }
    }

    static long secondsOrZero(@Nullable String time) {
        Long seconds = seconds(time);
        return seconds == null ? 0 : seconds;
    }
}
