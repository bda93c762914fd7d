package dev.sublet.simulator.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When the ticks of a recording started, how far apart they usually are, and where the recorder was down. */
record TickSchedule(List<Instant> times, Duration interval) {
    /** Ticks this many intervals apart mean that nobody looked in between. */
    static final int DOWN_AFTER_INTERVALS = 3;

    /** The usual interval is the median, in whole seconds; a lone tick counts as one of ten seconds. */
    static TickSchedule of(List<Instant> times) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(Duration.between(times.get(i - 1), times.get(i)).toMillis());
        }
        gaps.sort(null);
        long median = gaps.isEmpty() ? 10_000 : gaps.get(gaps.size() / 2);
        return new TickSchedule(List.copyOf(times), Duration.ofSeconds(Math.max(1, Math.round(median / 1000.0))));
    }

    /** Whether the recorder was down between this tick and the one before it. */
    boolean downBefore(int tick) {
        return tick > 0 && isDown(times.get(tick - 1), times.get(tick));
    }

    private boolean isDown(Instant from, Instant to) {
        return Duration.between(from, to).compareTo(interval.multipliedBy(DOWN_AFTER_INTERVALS)) > 0;
    }

    /** Whether the silence between two moments covers most of a time when the recorder was down. */
    boolean downBetween(Instant from, Instant to) {
        for (int i = 1; i < times.size(); i++) {
            if (downBefore(i)
                    && !from.isAfter(times.get(i - 1).plus(interval))
                    && !to.isBefore(times.get(i).minus(interval))) {
                return true;
            }
        }
        return false;
    }
}
