package dev.sublet.collector.discovery;

import dev.sublet.collector.facts.OwnerRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every vcluster that exists or existed while we watched, found by its Service's UID or by namespace and name. A name
 * can have been used several times: then the object's own age decides. Not thread-safe.
 */
final class Fleet {
    /** Enough for years of churn; the oldest are forgotten beyond it, and what they left becomes unattributed. */
    static final int KNOWN_MAX = 50_000;

    private final Map<String, KnownVcluster> byUid = new LinkedHashMap<>();
    private final Map<String, List<KnownVcluster>> byKey = new HashMap<>();
    private final Map<String, Set<String>> keysByMark = new HashMap<>();
    private final Map<String, Integer> countByNamespace = new HashMap<>();

    static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    @Nullable
    KnownVcluster find(String uid) {
        return byUid.get(uid);
    }

    void add(KnownVcluster known) {
        if (byUid.size() >= KNOWN_MAX) {
            forget(byUid.values().iterator().next());
        }
        byUid.put(known.uid, known);
        String key = key(known.namespace, known.name);
        List<KnownVcluster> sameName = byKey.computeIfAbsent(key, unused -> new ArrayList<>());
        sameName.add(known);
        sameName.sort(Comparator.comparingLong(one -> one.createdS));
        keysByMark
                .computeIfAbsent(HostNames.clusterMark(known.namespace, known.name), unused -> new HashSet<>())
                .add(key);
        countByNamespace.merge(known.namespace, 1, Integer::sum);
    }

    private void forget(KnownVcluster oldest) {
        byUid.remove(oldest.uid);
        countByNamespace.computeIfPresent(oldest.namespace, (unused, count) -> count == 1 ? null : count - 1);
        String key = key(oldest.namespace, oldest.name);
        byKey.computeIfPresent(key, (unused, sameName) -> {
            sameName.remove(oldest);
            return sameName.isEmpty() ? null : sameName;
        });
        if (!byKey.containsKey(key)) {
            keysByMark.computeIfPresent(HostNames.clusterMark(oldest.namespace, oldest.name), (unused, keys) -> {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            });
        }
    }

    boolean hasHeld(String namespace) {
        return countByNamespace.containsKey(namespace);
    }

    boolean isMark(@Nullable String mark) {
        return mark != null && keysByMark.containsKey(mark);
    }

    /** The vcluster NAME in that namespace whose Service owns the object. */
    @Nullable
    KnownVcluster owner(String namespace, String name, List<OwnerRef> owners) {
        for (KnownVcluster known : byKey.getOrDefault(key(namespace, name), List.of())) {
            if (known.owns(owners)) {
                return known;
            }
        }
        return null;
    }

    /**
     * The one of that name that fits and was the youngest when the object was made, else the first one that fits: a
     * Service may have been made anew under running pods.
     */
    @Nullable
    KnownVcluster at(String namespace, String name, long createdS, Predicate<KnownVcluster> fits) {
        KnownVcluster best = null;
        for (KnownVcluster known : byKey.getOrDefault(key(namespace, name), List.of())) {
            if (fits.test(known) && (best == null || known.createdS <= createdS)) {
                best = known;
            }
        }
        return best;
    }

    /**
     * The vcluster that maps a namespace with this mark, or null if none or several could: "a-x-b" and "c" make the
     * same mark as "a" and "b-x-c". The pod's own managed-by, when it is a plain name, decides.
     */
    @Nullable
    KnownVcluster mapping(@Nullable String mark, String managedBy, long createdS) {
        if (mark == null) {
            return null;
        }
        KnownVcluster found = null;
        for (String key : keysByMark.getOrDefault(mark, Set.of())) {
            int slash = key.indexOf('/');
            String name = key.substring(slash + 1);
            if (!managedBy.equals(mark) && !managedBy.equals(name)) {
                continue;
            }
            KnownVcluster known = at(key.substring(0, slash), name, createdS, one -> true);
            if (known != null && found != null) {
                return null;
            }
            found = known == null ? found : known;
        }
        return found;
    }
}
