package dev.sublet.collector.watch;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.Fact;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an informer keeps of its objects: the fact only, never the object. Objects become changes here, on the informer's
 * own thread and before it moves its resource version on, so that the version says what was turned into changes. The
 * informer removes what a complete list lacks, and only then; a failed list never gets here.
 */
final class FactStore<T extends HasMetadata> implements ItemStore<T> {
    private static final Logger LOG = LoggerFactory.getLogger(FactStore.class);

    private final Function<T, @Nullable Fact> factOf;
    private final Supplier<T> blank;
    private final ChangeQueue queue;
    private final Clock clock;
    private final Map<String, Fact> facts = new ConcurrentHashMap<>();

    /**
     * @param factOf null for an object that does not matter
     * @param blank an empty object, to stand for one that is kept when the informer compares its list with us
     */
    FactStore(Function<T, @Nullable Fact> factOf, Supplier<T> blank, ChangeQueue queue, Clock clock) {
        this.factOf = factOf;
        this.blank = blank;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public String getKey(T object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    /** The informer asks for the former object to tell its listeners, of which there are none: so there is no answer. */
    @Override
    @SuppressWarnings("NullAway") // the interface asks for null where there is nothing
    public T put(String key, T object) {
        Fact now;
        try {
            now = factOf.apply(object);
        } catch (RuntimeException e) {
            LOG.warn("{} {} is left as it was: {}", object.getKind(), key, e.toString());
            return null;
        }
        Fact before = facts.get(key);
        if (now == null) {
            remove(key);
        } else if (!now.equals(before)) {
            if (before != null && !before.uid().equals(now.uid())) {
                queue.add(new Change.Gone(nowS(), before));
            }
            facts.put(key, now);
            queue.add(new Change.Seen(nowS(), now));
        }
        return null;
    }

    @Override
    @SuppressWarnings("NullAway")
    public T remove(String key) {
        Fact last = facts.remove(key);
        if (last != null) {
            queue.add(new Change.Gone(nowS(), last));
        }
        return null;
    }

    @Override
    public Stream<String> keySet() {
        return facts.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return facts.keySet().stream().map(this::standIn);
    }

    private T standIn(String key) {
        T object = blank.get();
        int slash = key.indexOf('/');
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(slash < 0 ? null : key.substring(0, slash))
                .withName(key.substring(slash + 1))
                .build());
        return object;
    }

    @Override
    public int size() {
        return facts.size();
    }

    @Override
    @SuppressWarnings("NullAway")
    public T get(String key) {
        return null;
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    Stream<Fact> facts() {
        return facts.values().stream();
    }

    private long nowS() {
        return clock.instant().getEpochSecond();
    }
}
