package dev.sublet.bot.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last comparison of each virtual cluster, for metrics. Thread-safe, bounded. */
public final class DriftCounts {
    private static final int COUNTED_MAX = 2000;
    private static final Duration FRESH = Duration.ofDays(1);
    private final Map<String, DriftCount> counts = new LinkedHashMap<>();

    synchronized void put(String namespace, String name, int found, int repaired, Instant at) {
        String key = namespace + "/" + name;
        DriftCount before = counts.remove(key);
        long inAll = (before == null ? 0 : before.repairedInAll()) + repaired;
        counts.put(key, new DriftCount(namespace, name, found, repaired, inAll, at));
        if (counts.size() > COUNTED_MAX) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    /** A virtual cluster that is gone differs from nothing. */
    public synchronized void forget(String namespace, String name) {
        counts.remove(namespace + "/" + name);
    }

    /** Of those that were compared within a day: one that is gone stops counting. */
    public synchronized List<DriftCount> snapshot(Instant now) {
        counts.values().removeIf(count -> count.checkedAt().isBefore(now.minus(FRESH)));
        return List.copyOf(counts.values());
    }
}
