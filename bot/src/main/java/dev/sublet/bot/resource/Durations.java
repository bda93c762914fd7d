package dev.sublet.bot.resource;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 30m}, {@code 8h}, {@code 14d}, {@code 2w}. Stateless. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})([mhdw])");
    private static final int DAYS_A_WEEK = 7;

    private Durations() {}

    /** Empty when it is written otherwise. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofDays(count * DAYS_A_WEEK);
                });
    }

    /** The shortest way to write it, in whole minutes. */
    public static String text(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes % Duration.ofDays(1).toMinutes() == 0) {
            return minutes / Duration.ofDays(1).toMinutes() + "d";
        }
        return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    }
}
