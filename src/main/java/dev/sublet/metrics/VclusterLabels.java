package dev.sublet.metrics;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of vclusters as labels, of which there are not more than a number; the rest share {@code other}. Not thread-safe. */
final class VclusterLabels {
    static final int VCLUSTERS_MAX = 500;
    static final String OTHER = "other";

    private final Set<String> known = new HashSet<>();

    /** Namespace and name; both empty for what is outside all vclusters. */
    String[] of(@Nullable String namespace, @Nullable String vcluster) {
        if (namespace == null || vcluster == null) {
            return new String[] {"", ""};
        }
        String key = namespace + "/" + vcluster;
        if (!known.contains(key)) {
            if (known.size() >= VCLUSTERS_MAX) {
                return new String[] {OTHER, OTHER};
            }
            known.add(key);
        }
        return new String[] {namespace, vcluster};
    }

    /** Likewise of a name with its namespace before a slash. */
    String[] of(String namespaced) {
        int slash = namespaced.indexOf('/');
        return slash < 0 ? of("", namespaced) : of(namespaced.substring(0, slash), namespaced.substring(slash + 1));
    }
}
