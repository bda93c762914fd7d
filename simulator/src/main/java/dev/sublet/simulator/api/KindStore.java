package dev.sublet.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind with their recent events. Versions given out here only grow, as an informer expects: an object
 * keeps the version it came with as long as that is newer than all before it. Thread-safe.
 */
final class KindStore {
    /** A watch that starts further back than this many events is told to list again. */
    static final int EVENTS_KEPT = 5_000;

    /** A change, or a bookmark, which has no object. */
    record Event(
            String type,
            long version,
            @Nullable StoredObject before,
            @Nullable StoredObject now) {}

    /** Takes events in order; must not block. */
    interface Watcher {
        void offer(Event event);

        /** The events this watcher needs next are gone: it has to list again. */
        void expired();

        /** The connection goes away without a word. */
        void cut();
    }

    private final KubeKind kind;
    private final Map<String, StoredObject> objects = new TreeMap<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private final Set<Watcher> watchers = new HashSet<>();
    private long latest = 1;
    private long forgotten = 0;

    KindStore(KubeKind kind) {
        this.kind = kind;
    }

    synchronized void put(ObjectNode given) {
        String key = StoredObject.key(given);
        StoredObject before = objects.get(key);
        if (before != null && before.says(given)) {
            return;
        }
        if (before != null && !before.uid().equals(given.at("/metadata/uid").asText(""))) {
            // The same name again is another object: the watch sees the old one go.
            remove(key, before, before.json());
            before = null;
        }
        long version = Math.max(latest + 1, StoredObject.ownVersion(given));
        StoredObject now = StoredObject.of(kind, given, version);
        objects.put(key, now);
        emit(new Event(before == null ? "ADDED" : "MODIFIED", version, before, now));
    }

    /** Whether there was such an object. */
    synchronized boolean delete(String namespace, String name) {
        String key = StoredObject.key(namespace, name);
        StoredObject before = objects.get(key);
        if (before == null) {
            return false;
        }
        remove(key, before, before.json());
        return true;
    }

    /** Deletes an object that was last seen like this; one of another UID under its name stays. */
    synchronized boolean delete(ObjectNode last) {
        String key = StoredObject.key(last);
        StoredObject before = objects.get(key);
        if (before == null || !before.uid().equals(last.at("/metadata/uid").asText(""))) {
            return false;
        }
        remove(key, before, last);
        return true;
    }

    private void remove(String key, StoredObject before, ObjectNode state) {
        objects.remove(key);
        long version = Math.max(latest + 1, StoredObject.ownVersion(state));
        StoredObject last = StoredObject.of(kind, state, version);
        emit(new Event("DELETED", last.resourceVersion(), before, last));
    }

    /** Makes the store hold exactly these objects. */
    synchronized void sync(Collection<ObjectNode> all) {
        Set<String> keep = new HashSet<>();
        all.forEach(object -> keep.add(StoredObject.key(object)));
        for (Map.Entry<String, StoredObject> entry : new ArrayList<>(objects.entrySet())) {
            if (!keep.contains(entry.getKey())) {
                remove(entry.getKey(), entry.getValue(), entry.getValue().json());
            }
        }
        all.stream().sorted(Comparator.comparingLong(StoredObject::ownVersion)).forEach(this::put);
    }

    synchronized void bookmark() {
        emit(new Event("BOOKMARK", latest + 1, null, null));
    }

    synchronized @Nullable StoredObject get(String namespace, String name) {
        return objects.get(StoredObject.key(namespace, name));
    }

    /** All objects with the version of the whole, at one moment. */
    synchronized Snapshot snapshot() {
        return new Snapshot(latest, List.copyOf(objects.values()));
    }

    record Snapshot(long version, List<StoredObject> objects) {}

    /**
     * Adds a watcher after offering it what it missed since {@code from}; 0 means that it knows nothing yet.
     */
    synchronized void watch(long from, Watcher watcher) {
        if (from == 0) {
            objects.values().forEach(o -> watcher.offer(new Event("ADDED", o.resourceVersion(), null, o)));
        } else if (from < forgotten) {
            watcher.expired();
            return;
        } else {
            events.stream().filter(event -> event.version() > from).forEach(watcher::offer);
        }
        watchers.add(watcher);
    }

    synchronized void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    synchronized void cutWatches() {
        watchers.forEach(Watcher::cut);
        watchers.clear();
    }

    /** Forgets all events, so that running and returning watches have to list again. */
    synchronized void expireWatches() {
        events.clear();
        latest++;
        forgotten = latest;
        watchers.forEach(Watcher::expired);
        watchers.clear();
    }

    private void emit(Event event) {
        latest = event.version();
        events.addLast(event);
        if (events.size() > EVENTS_KEPT) {
            forgotten = events.removeFirst().version();
        }
        watchers.forEach(watcher -> watcher.offer(event));
    }
}
