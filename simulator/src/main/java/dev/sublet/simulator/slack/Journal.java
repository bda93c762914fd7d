package dev.sublet.simulator.slack;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** All that went over the wire, both ways, newest last; bounded. Thread-safe. */
public final class Journal {
    private static final int ENTRIES_MAX = 50_000;
    private static final long CHARACTERS_MAX = 64_000_000;

    /** Who spoke. */
    public enum Direction {
        /** The app called the Web API or a response_url. */
        FROM_APP,
        /** What the app was answered. */
        TO_APP,
        /** A command, interaction or event for the app. */
        REQUEST,
        /** What the app answered to that. */
        ACKNOWLEDGEMENT
    }

    /**
     * One body.
     *
     * @param at when, by the stand-in's clock
     * @param what method, or kind of request
     * @param body whole, as text
     */
    public record Entry(Instant at, Direction direction, String what, String body) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long characters;
    private long forgotten;

    Journal() {}

    synchronized void add(Instant at, Direction direction, String what, String body) {
        entries.addLast(new Entry(at, direction, what, body));
        characters += body.length();
        while (entries.size() > ENTRIES_MAX || characters > CHARACTERS_MAX) {
            characters -= entries.removeFirst().body().length();
            forgotten++;
        }
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** How many entries were dropped for space: a search for something that must not be there wants 0. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /** Entries that hold this text, as it is or as a form would write it. */
    public List<Entry> mentioning(String text) {
        String encoded = java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
        return entries().stream()
                .filter(entry -> entry.body().contains(text) || entry.body().contains(encoded))
                .toList();
    }

    /** Calls of a Web API method so far. */
    public long calls(String method) {
        return entries().stream()
                .filter(entry ->
                        entry.direction() == Direction.FROM_APP && entry.what().equals(method))
                .count();
    }
}
