package dev.sublet.bot.slack.message;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times for people. Stateless. */
public final class Times {
    private Times() {}

    /** In the reader's own zone; an RFC 3339 text that cannot be read is shown as it is. */
    public static String at(@Nullable String rfc3339) {
        if (rfc3339 == null) {
            return "—";
        }
        try {
            return at(Instant.parse(rfc3339));
        } catch (java.time.DateTimeException e) {
            return Mrkdwn.code(rfc3339);
        }
    }

    public static String at(Instant instant) {
        return "<!date^" + instant.getEpochSecond() + "^{date_short_pretty} {time}|" + instant + ">";
    }

    /** The largest unit that fits, such as {@code 3 d} or {@code 40 s}. */
    public static String span(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 120 * 60) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** Minutes and seconds, such as {@code 1:05}. */
    public static String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds / 60 + ":" + (seconds % 60 < 10 ? "0" : "") + seconds % 60;
    }
}
