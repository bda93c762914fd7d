package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What someone asks for. All that is not asked comes from the blueprint. Immutable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VirtualClusterSpec(
        @Required @JsonPropertyDescription("Who has it and who pays.")
        Owner owner,

        @Required
        @Pattern(Texts.BLUEPRINT)
        @Size(max = 80)
        @PrinterColumn(name = "Blueprint")
        @JsonPropertyDescription("A blueprint's name, or name@version to stay on one version.")
        String blueprint,

        @Nullable
        @Pattern(Texts.NAME)
        @Size(max = 63)
        @PrinterColumn(name = "Size")
        @JsonPropertyDescription("One of the blueprint's sizes; its first when absent.")
        String size,

        @Nullable
        @Pattern("^1\\.[0-9]{1,2}(\\.[0-9]{1,2})?$")
        @JsonPropertyDescription("The Kubernetes version inside, such as 1.36; the blueprint's newest when absent.")
        String kubernetesVersion,

        @Nullable
        @Pattern("^[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}(-[0-9A-Za-z.-]{1,40})?$")
        @JsonPropertyDescription("The chart's version; the blueprint's newest when absent.")
        String chartVersion,

        @Nullable
        @Pattern(Texts.DURATION)
        @Size(max = 10)
        @JsonPropertyDescription("How long it lives from its creation, such as 8h or 14d; the blueprint's when absent.")
        String timeToLive,

        @Nullable @JsonPropertyDescription("When it sleeps.")
        SleepSpec sleep,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        @JsonPropertyDescription("Stopped by a person: nothing runs until this is false again.")
        boolean paused,

        @JsonProperty("protected")
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        @JsonPropertyDescription("Refuses deletion and expiry until this is false again.")
        boolean isProtected,

        @Nullable @JsonPropertyDescription("How it is reached from outside the host cluster.")
        ExposeSpec expose,

        @Nullable @JsonPropertyDescription("Whether ArgoCD knows it as a cluster.")
        ArgoCdSpec argocd) {
    /** The same of another size. */
    public VirtualClusterSpec withSize(@Nullable String other) {
        return new VirtualClusterSpec(
                owner,
                blueprint,
                other,
                kubernetesVersion,
                chartVersion,
                timeToLive,
                sleep,
                paused,
                isProtected,
                expose,
                argocd);
    }

    /** The same with another life. */
    public VirtualClusterSpec withTimeToLive(@Nullable String other) {
        return new VirtualClusterSpec(
                owner,
                blueprint,
                size,
                kubernetesVersion,
                chartVersion,
                other,
                sleep,
                paused,
                isProtected,
                expose,
                argocd);
    }
}
