package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.crd.generator.annotation.PrinterColumnFormat;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * What differs from the spec for a while. Fields that are absent stay as the spec says. Immutable.
 *
 * @param expiresAt RFC 3339 in UTC; from then on the override counts no more and is deleted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OverrideSpec(
        @Required
        @Pattern(Texts.NAME)
        @PrinterColumn(name = "Virtual cluster")
        @JsonPropertyDescription("The VirtualCluster in the same namespace.")
        String virtualCluster,

        @Required
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")
        @PrinterColumn(name = "Expires", format = PrinterColumnFormat.DATE_TIME)
        String expiresAt,

        @Nullable Boolean paused,
        @Nullable @Pattern(Texts.DURATION) @Size(max = 10) String timeToLive,
        @Nullable @Pattern(Texts.NAME) @Size(max = 63) String size,

        @Nullable @Pattern(Texts.PERSON) @JsonPropertyDescription("Who asked for it.")
        String requester,

        @Nullable @Size(max = 200) String reason) {}
