package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How a virtual cluster is reached from outside the host cluster. Immutable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExposeSpec(
        @Required @JsonPropertyDescription("The way in.") Way way,

        @Nullable
        @Pattern(Texts.HOST)
        @Size(max = 253)
        @JsonPropertyDescription("Its DNS name; made of the blueprint's domain when absent. Not for LoadBalancer.")
        String host) {
    /** The ways in that the chart knows. */
    public enum Way {
        Ingress,
        LoadBalancer,
        Gateway
    }
}
