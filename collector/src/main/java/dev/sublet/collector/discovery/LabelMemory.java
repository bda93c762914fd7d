package dev.sublet.collector.discovery;

import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.RecordedLabels;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels to record of namespaces, and of what lies in them. What a vcluster made carries its tenant's labels: there only the
 * namespace's count, or a tenant could move cost. Not thread-safe.
 */
final class LabelMemory {
    private final Set<String> keys;
    private final Map<String, Map<String, String>> namespaces = new HashMap<>();

    LabelMemory(Set<String> keys) {
        this.keys = Set.copyOf(keys);
    }

    /** Returns whether that was news. */
    boolean seen(NamespaceFacts namespace) {
        Map<String, String> before = namespaces.getOrDefault(namespace.name(), Map.of());
        if (namespace.labels().isEmpty()) {
            namespaces.remove(namespace.name());
        } else {
            namespaces.put(namespace.name(), namespace.labels());
        }
        return !before.equals(namespace.labels());
    }

    void gone(NamespaceFacts namespace) {
        namespaces.remove(namespace.name());
    }

    /** The text of what is recorded of a thing, its own labels before its namespace's; null for none. */
    @Nullable
    String of(@Nullable String namespace, PodIdentity identity, Map<String, String> own) {
        if (keys.isEmpty()) {
            return null;
        }
        Map<String, String> labels = new TreeMap<>(namespaces.getOrDefault(namespace, Map.of()));
        if (identity.podClass() == PodClass.HOST) {
            for (String key : keys) {
                String value = own.get(key);
                if (value != null) {
                    labels.put(key, value);
                }
            }
        }
        return RecordedLabels.text(labels);
    }
}
