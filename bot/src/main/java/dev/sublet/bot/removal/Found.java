package dev.sublet.bot.removal;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object on a host, with what tells whose it is. Immutable.
 *
 * @param namespace null for what is in none
 * @param claimNamespace of the claim that a volume is bound to, or null
 * @param released whether a volume's claim is gone
 */
record Found(
        String kind,
        @Nullable String namespace,
        String name,
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable Instant made,
        @Nullable String claimNamespace,
        boolean released) {
    static Found of(HasMetadata object) {
        return of(object, null, false);
    }

    static Found of(HasMetadata object, @Nullable String claimNamespace, boolean released) {
        Map<String, String> labels = object.getMetadata().getLabels();
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        String made = object.getMetadata().getCreationTimestamp();
        return new Found(
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                labels == null ? Map.of() : labels,
                annotations == null ? Map.of() : annotations,
                made == null ? null : Instant.parse(made),
                claimNamespace,
                released);
    }

    String label(String key) {
        return labels.getOrDefault(key, "");
    }
}
