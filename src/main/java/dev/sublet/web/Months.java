package dev.sublet.web;

import dev.sublet.api.ApiProblem;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The month that a page shows, and its neighbours.
 *
 * @param next null when it is yet to come
 */
public record Months(
        YearMonth shown, YearMonth previous, @Nullable YearMonth next) {
    /** @param asked such as 2026-10; null for the current one */
    static Months of(@Nullable String asked, Clock clock) {
        YearMonth now = YearMonth.now(clock);
        try {
            YearMonth shown = asked == null ? now : YearMonth.parse(asked);
            if (shown.getYear() < 1970 || shown.getYear() > 9998) {
                throw new DateTimeException("out of range");
            }
            return new Months(shown, shown.minusMonths(1), shown.isBefore(now) ? shown.plusMonths(1) : null);
        } catch (DateTimeException e) {
            throw new ApiProblem(400, "There is no such month; write it as 2026-10.");
        }
    }

    long fromS() {
        return shown.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    long toS() {
        return shown.plusMonths(1).atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return shown.toString();
    }
}
