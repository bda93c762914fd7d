package dev.sublet.bot.slack.transport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what came for some time. What is still fit is never dropped to make room: then a repeated request would run. Thread-safe. */
final class ReplayCache {
    static final int ENTRIES_MAX = 100_000;

    private final Map<String, Instant> ends = new LinkedHashMap<>();
    private final Duration life;
    private final Clock clock;

    ReplayCache(Duration life, Clock clock) {
        this.life = life;
        this.clock = clock;
    }

    /** What became of an entry. */
    enum Outcome {
        NEW,
        KNOWN,
        FULL
    }

    synchronized Outcome add(String entry) {
        Instant now = clock.instant();
        dropEnded(now);
        if (ends.containsKey(entry)) {
            return Outcome.KNOWN;
        }
        if (ends.size() >= ENTRIES_MAX) {
            return Outcome.FULL;
        }
        ends.put(entry, now.plus(life));
        return Outcome.NEW;
    }

    synchronized void remove(String entry) {
        ends.remove(entry);
    }

    /** Entries end in the order in which they came. */
    private void dropEnded(Instant now) {
        for (Iterator<Instant> each = ends.values().iterator(); each.hasNext(); ) {
            if (now.isBefore(each.next())) {
                return;
            }
            each.remove();
        }
    }
}
