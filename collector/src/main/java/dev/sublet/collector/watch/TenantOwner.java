package dev.sublet.collector.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The controller that a pod's author knows. A tenant can forge it, so it is for display only. */
record TenantOwner(@Nullable String kind, @Nullable String name) {
    private static final TenantOwner NOBODY = new TenantOwner(null, null);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int JSON_CHARS_MAX = 8192;
    private static final int NAME_CHARS_MAX = 253;

    static TenantOwner of(ObjectMeta metadata) {
        Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
        String hash = labels.get("pod-template-hash");
        if (labels.containsKey("vcluster.loft.sh/managed-by")) {
            Map<String, String> annotations = metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
            return fromAnnotation(annotations.get("vcluster.loft.sh/owner-references"), hash);
        }
        for (OwnerReference reference : Lists.orEmpty(metadata.getOwnerReferences())) {
            if (Boolean.TRUE.equals(reference.getController())) {
                return of(reference.getKind(), reference.getName(), hash);
            }
        }
        return NOBODY;
    }

    private static TenantOwner fromAnnotation(@Nullable String json, @Nullable String hash) {
        if (json == null || json.length() > JSON_CHARS_MAX) {
            return NOBODY;
        }
        try {
            for (JsonNode reference : JSON.readTree(json)) {
                if (reference.path("controller").asBoolean()) {
                    return of(
                            reference.path("kind").asText(),
                            reference.path("name").asText(),
                            hash);
                }
            }
            return NOBODY;
        } catch (JsonProcessingException e) {
            return NOBODY;
        }
    }

    private static TenantOwner of(@Nullable String kind, @Nullable String name, @Nullable String hash) {
        if (kind == null
                || name == null
                || kind.isEmpty()
                || name.isEmpty()
                || kind.length() > 63
                || name.length() > NAME_CHARS_MAX) {
            return NOBODY;
        }
        if (kind.equals("ReplicaSet") && hash != null && name.endsWith("-" + hash)) {
            return new TenantOwner("Deployment", name.substring(0, name.length() - hash.length() - 1));
        }
        return new TenantOwner(kind, name);
    }
}
