package dev.sublet.bot.restore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;

/**
 * A way back that somebody asked for, as JSON in an annotation of the VirtualCluster. Immutable.
 *
 * @param id new for each request
 * @param snapshot the snapshot's name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreRequest(String id, String snapshot) {
    /** On a VirtualCluster. */
    public static final String ANNOTATION = "sublet.dev/restore";

    /** The last one; empty when there is none or none that can be read. */
    public static Optional<RestoreRequest> of(HasMetadata resource) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(ANNOTATION);
        try {
            return Optional.ofNullable(text)
                    .map(json -> Serialization.unmarshal(json, RestoreRequest.class))
                    .filter(read -> read.id != null && read.snapshot != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As the annotation holds it. */
    public String json() {
        return Serialization.asJson(this);
    }
}
