package dev.sublet.collector.meter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The open spans of one kind, by a key, and those that changed since they were last written. A span is ended and a new
 * one begun when anything in it changes.
 */
final class SpanBook<S> {
    /** How to read and remake a span. */
    record Shape<S>(ToLongFunction<S> id, ToLongFunction<S> from, Remake<S> remake) {}

    /** The same span with another ID and interval. */
    @FunctionalInterface
    interface Remake<S> {
        S with(S span, long spanId, long fromS, @Nullable Long toS);
    }

    private final Shape<S> shape;
    private final LongSupplier ids;
    private final Map<String, S> open = new TreeMap<>();
    private final Map<Long, S> changed = new LinkedHashMap<>();

    SpanBook(Shape<S> shape, LongSupplier ids, Map<String, S> open) {
        this.shape = shape;
        this.ids = ids;
        this.open.putAll(open);
    }

    Map<String, S> open() {
        return open;
    }

    /** An object as it is from {@code atS} on; the candidate's own ID and interval do not count. */
    void seen(String key, S candidate, long atS) {
        S before = open.get(key);
        if (before == null) {
            put(key, shape.remake().with(candidate, ids.getAsLong(), atS, null));
            return;
        }
        long id = shape.id().applyAsLong(before);
        long from = shape.from().applyAsLong(before);
        S same = shape.remake().with(candidate, id, from, null);
        if (same.equals(before)) {
            return;
        }
        if (atS <= from) {
            put(key, same);
            return;
        }
        gone(key, atS);
        put(key, shape.remake().with(candidate, ids.getAsLong(), atS, null));
    }

    void gone(String key, long atS) {
        S span = open.remove(key);
        if (span != null) {
            long id = shape.id().applyAsLong(span);
            long from = shape.from().applyAsLong(span);
            changed.put(id, shape.remake().with(span, id, from, Math.max(from, atS)));
        }
    }

    /** Ends every open span whose key is not among those that live. */
    void keepOnly(Collection<String> live, long atS) {
        List<String> dead = new ArrayList<>(open.keySet());
        dead.removeAll(live);
        dead.forEach(key -> gone(key, atS));
    }

    private void put(String key, S span) {
        open.put(key, span);
        changed.put(shape.id().applyAsLong(span), span);
    }

    /** What changed since the last call. */
    List<S> takeChanged() {
        List<S> taken = List.copyOf(changed.values());
        changed.clear();
        return taken;
    }
}
