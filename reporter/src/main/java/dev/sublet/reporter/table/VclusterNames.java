package dev.sublet.reporter.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How vclusters are named for people. One that was deleted and made again has the name of the one before it; where both
 * appear, the first characters of the UID tell them apart. Not thread-safe.
 */
public final class VclusterNames {
    private static final int UID_CHARS = 8;

    private final Map<String, Set<String>> uidsByName = new HashMap<>();

    /** One that appears; what is outside all vclusters has no UID. */
    public void add(@Nullable String namespace, @Nullable String name, @Nullable String uid) {
        if (uid != null) {
            uidsByName
                    .computeIfAbsent(key(namespace, name), any -> new HashSet<>())
                    .add(uid);
        }
    }

    /** What it is called; by its UID when its name is not known. */
    public String of(@Nullable String namespace, @Nullable String name, String uid) {
        if (name == null) {
            return uid;
        }
        boolean alone = uidsByName.getOrDefault(key(namespace, name), Set.of()).size() < 2;
        return alone ? name : name + " (" + uid.substring(0, Math.min(UID_CHARS, uid.length())) + ")";
    }

    private static String key(@Nullable String namespace, @Nullable String name) {
        return namespace + "/" + name;
    }
}
