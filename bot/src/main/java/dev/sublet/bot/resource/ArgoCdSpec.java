package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether ArgoCD knows a virtual cluster. Immutable. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArgoCdSpec(
        @JsonInclude(JsonInclude.Include.ALWAYS) boolean register,

        @Nullable @Pattern(Texts.NAME) @JsonPropertyDescription("The only ArgoCD project that may use it.")
        String project,

        @JsonPropertyDescription("Labels of the cluster secret, for generators of ApplicationSets.")
        Map<String, String> labels) {
    public ArgoCdSpec {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
