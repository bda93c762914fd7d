package dev.sublet.bot.power;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.SleepSpan;
import dev.sublet.bot.resource.SleepSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A weekly plan of sleep in a time zone. A time of day that the clocks skip counts from the moment they go on; one that comes twice
 * counts the first time. Immutable.
 */
public final class SleepSchedule {
    /** A week of sleep without end would be a pause. */
    private static final int JOINED_MAX = 14;

    private static final int DAYS_AHEAD = 8;

    private final List<SleepSpan> spans;
    private final ZoneId zone;

    private SleepSchedule(List<SleepSpan> spans, ZoneId zone) {
        this.spans = spans;
        this.zone = zone;
    }

    /**
     * The plan of a spec; one that never sleeps when there is none.
     *
     * @throws RefusedException when the time zone does not exist
     */
    public static SleepSchedule of(@Nullable SleepSpec spec) {
        if (spec == null) {
            return new SleepSchedule(List.of(), ZoneOffset.UTC);
        }
        try {
            return new SleepSchedule(spec.weekly(), spec.zone() == null ? ZoneOffset.UTC : ZoneId.of(spec.zone()));
        } catch (DateTimeException e) {
            throw new RefusedException(
                    "sleep.zone \"" + spec.zone() + "\" is no time zone; write one such as Europe/Berlin");
        }
    }

    /** The end of the sleep that the moment lies in, adjoining spans joined; empty when it lies in none. */
    public Optional<Instant> asleepUntil(Instant moment) {
        Optional<Instant> end = endOfSpan(moment);
        for (int joined = 0; end.isPresent() && joined < JOINED_MAX; joined++) {
            Optional<Instant> next = endOfSpan(end.get());
            if (next.isEmpty()) {
                return end;
            }
            end = next;
        }
        return end;
    }

    /** When the next sleep begins after a moment that is awake; empty when none ever does. */
    public Optional<Instant> nextSleep(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        return Stream.iterate(today, day -> day.plusDays(1))
                .limit(DAYS_AHEAD)
                .flatMap(day ->
                        spans.stream().filter(span -> beginsOn(span, day)).map(span -> at(day, span.from())))
                .filter(start -> start.isAfter(moment))
                .min(Instant::compareTo);
    }

    /** The latest end of the spans that hold the moment. */
    private Optional<Instant> endOfSpan(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        return Stream.of(today.minusDays(1), today)
                .flatMap(day -> spans.stream()
                        .filter(span -> beginsOn(span, day))
                        .filter(span -> !at(day, span.from()).isAfter(moment))
                        .map(span -> end(day, span)))
                .filter(end -> end.isAfter(moment))
                .max(Instant::compareTo);
    }

    private Instant end(LocalDate day, SleepSpan span) {
        boolean overMidnight = !LocalTime.parse(span.to()).isAfter(LocalTime.parse(span.from()));
        return at(overMidnight ? day.plusDays(1) : day, span.to());
    }

    private Instant at(LocalDate day, String time) {
        return day.atTime(LocalTime.parse(time)).atZone(zone).toInstant();
    }

    private static boolean beginsOn(SleepSpan span, LocalDate day) {
        String name = day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        return span.days().stream().anyMatch(begins -> begins.name().equals(name));
    }
}
