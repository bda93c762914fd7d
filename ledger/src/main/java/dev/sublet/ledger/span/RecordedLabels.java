package dev.sublet.ledger.span;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a span as one text, {@code key=value,key=value} by key: only keys that the platform team chose, so that
 * policies can ask for them. Kubernetes allows neither {@code ,} nor {@code =} in keys or values.
 */
public final class RecordedLabels {
    /** Each label that changes begins a new span, and keys are chosen by hand. */
    public static final int KEYS_MAX = 16;

    private RecordedLabels() {}

    /** The text, or null when there are no labels. */
    public static @Nullable String text(Map<String, String> labels) {
        return labels.isEmpty()
                ? null
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(","));
    }
}
