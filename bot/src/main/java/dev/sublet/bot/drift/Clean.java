package dev.sublet.bot.drift;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects that were found good, each with the state in which it was. Thread-safe, bounded. */
final class Clean {
    private static final int REMEMBERED_MAX = 50_000;
    private final Map<String, String> states = new LinkedHashMap<>();

    synchronized boolean has(String key, String state) {
        return state.equals(states.get(key));
    }

    synchronized void put(String key, String state) {
        states.remove(key);
        states.put(key, state);
        if (states.size() > REMEMBERED_MAX) {
            states.remove(states.keySet().iterator().next());
        }
    }
}
