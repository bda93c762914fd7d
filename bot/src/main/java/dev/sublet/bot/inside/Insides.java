package dev.sublet.bot.inside;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this process knows of the insides of virtual clusters: which kinds they serve, and what was applied. Lost knowledge costs requests,
 * nothing else. Thread-safe, bounded.
 */
public final class Insides {
    private static final int REMEMBERED_MAX = 2000;
    private final Map<String, Kinds> kinds = new LinkedHashMap<>();
    private final Map<String, String> marks = new LinkedHashMap<>();

    /** The kinds of one, by its UID. */
    public synchronized Kinds kinds(String uid) {
        Kinds there = kinds.computeIfAbsent(uid, unknown -> new Kinds());
        bound(kinds);
        return there;
    }

    /** Whether just this was applied. */
    synchronized boolean has(String key, String mark) {
        return mark.equals(marks.get(key));
    }

    synchronized void put(String key, String mark) {
        marks.remove(key);
        marks.put(key, mark);
        bound(marks);
    }

    /** Everything is applied anew, such as after a restore. */
    public synchronized void forget(String uid) {
        kinds.remove(uid);
        marks.keySet().removeIf(key -> key.startsWith(uid));
    }

    private static void bound(Map<String, ?> map) {
        if (map.size() > REMEMBERED_MAX) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
