package dev.sublet.bot.action;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for the last change of a VirtualCluster: written as JSON into its annotation with the very patch that makes the change, so
 * that one cannot be there without the other. Immutable.
 *
 * @param id new for each request; a repeated request has the same
 * @param via cli, slack or api
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Request(
        String id,
        String verb,
        String by,
        @Nullable String approvedBy,
        String via,
        @Nullable String reason) {
    public static final String ANNOTATION = "sublet.dev/request";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a resource's annotation says; empty when it says nothing or nothing that can be read. */
    public static Optional<Request> of(HasMetadata resource) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(ANNOTATION);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Request request = JSON.readValue(text, Request.class);
            return request.id() == null || request.verb() == null || request.by() == null || request.via() == null
                    ? Optional.empty()
                    : Optional.of(request);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** As the annotation holds it. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request is texts and can be written", e);
        }
    }
}
