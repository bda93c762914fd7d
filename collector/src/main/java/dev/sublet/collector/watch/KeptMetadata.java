package dev.sublet.collector.watch;

import dev.sublet.collector.facts.OwnerRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The few labels and annotations that are kept. Everything else is dropped here: annotations can hold live tokens. */
final class KeptMetadata {
    private static final Set<String> LABELS = Set.of(
            "app",
            "release",
            "chart",
            "k8s-app",
            "vcluster-name",
            "pod-template-hash",
            "vcluster.loft.sh/managed-by",
            "vcluster.loft.sh/namespace",
            "vcluster.loft.sh/belongs-to",
            "vcluster.loft.sh/service");
    private static final Set<String> ANNOTATIONS = Set.of(
            "vcluster.loft.sh/object-name",
            "vcluster.loft.sh/object-namespace",
            "vcluster.loft.sh/object-uid",
            "vcluster.loft.sh/object-host-name",
            "vcluster.loft.sh/object-host-namespace");
    /** Kubernetes' own bound for names; a longer value is not what it claims to be. */
    private static final int VALUE_CHARS_MAX = 253;

    private KeptMetadata() {}

    /** Those that discovery reads, and those to be recorded. */
    static Map<String, String> labels(ObjectMeta metadata, Set<String> recorded) {
        TreeMap<String, String> labels = new TreeMap<>(kept(metadata.getLabels(), LABELS));
        labels.putAll(recorded(metadata, recorded));
        return Map.copyOf(labels);
    }

    static Map<String, String> recorded(ObjectMeta metadata, Set<String> recorded) {
        return kept(metadata.getLabels(), recorded);
    }

    static Map<String, String> annotations(ObjectMeta metadata) {
        return kept(metadata.getAnnotations(), ANNOTATIONS);
    }

    static List<OwnerRef> owners(ObjectMeta metadata) {
        return Lists.orEmpty(metadata.getOwnerReferences()).stream()
                .map(KeptMetadata::owner)
                .toList();
    }

    private static OwnerRef owner(OwnerReference reference) {
        return new OwnerRef(text(reference.getKind()), text(reference.getName()), text(reference.getUid()));
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Map<String, String> kept(@Nullable Map<String, String> all, Set<String> wanted) {
        if (all == null || all.isEmpty()) {
            return Map.of();
        }
        TreeMap<String, String> kept = new TreeMap<>();
        for (String key : wanted) {
            String value = all.get(key);
            if (value != null && value.length() <= VALUE_CHARS_MAX) {
                kept.put(key, value);
            }
        }
        return Map.copyOf(kept);
    }
}
