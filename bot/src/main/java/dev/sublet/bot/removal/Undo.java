package dev.sublet.bot.removal;

import dev.sublet.bot.action.Request;
import dev.sublet.bot.resource.VirtualCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a deletion back. Kubernetes cannot: what has a deletionTimestamp goes. So all that is needed to make it again is kept with the
 * host namespace, then the resource goes without its virtual cluster, and one like it is made. Stateless.
 */
public final class Undo {
    /** On a VirtualCluster that is being deleted: the request as JSON, or {@code true}. */
    public static final String ANNOTATION = "sublet.dev/undo";

    /** On a host namespace, as a label: there is something to bring back. */
    static final String MARK = "sublet.dev/undo";
    /** On a host namespace, as an annotation: what to bring back. */
    static final String KEPT = "sublet.dev/kept-for-undo";

    private Undo() {}

    /** Who wants it back; empty when nobody does. */
    static Optional<Request> requested(VirtualCluster resource) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(ANNOTATION);
        if (text == null || text.isBlank() || text.strip().equals("false")) {
            return Optional.empty();
        }
        VirtualCluster asked = new VirtualCluster();
        asked.getMetadata().setAnnotations(Map.of(Request.ANNOTATION, text));
        String id = "undo/" + resource.getMetadata().getUid();
        return Optional.of(Request.of(asked)
                .orElseGet(() -> new Request(id, "undo", "unknown (annotation)", null, "kubectl", null)));
    }

    /** Writes it down. From here on it comes back, whoever is killed. */
    static void keep(KubernetesClient client, String hostNamespace, Kept kept) {
        patch(client, hostNamespace, "true", kept.json());
    }

    /** It is back, or was meant for one before. */
    static void forget(KubernetesClient client, String hostNamespace) {
        patch(client, hostNamespace, null, null);
    }

    private static void patch(
            KubernetesClient client, String hostNamespace, @Nullable String mark, @Nullable String kept) {
        Map<String, Object> labels = new HashMap<>();
        labels.put(MARK, mark);
        Map<String, Object> annotations = new HashMap<>();
        annotations.put(KEPT, kept);
        client.namespaces()
                .withName(hostNamespace)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of("metadata", Map.of("labels", labels, "annotations", annotations))));
    }
}
