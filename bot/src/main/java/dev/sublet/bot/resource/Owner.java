package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Who has a virtual cluster and who pays for it. Immutable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Owner(
        @Required @Pattern(Texts.LABEL) @PrinterColumn(name = "Team")
        String team,

        @Required
        @Pattern(Texts.LABEL)
        @PrinterColumn(name = "Cost center")
        @JsonPropertyDescription("The cost center that pays.")
        String costCenter,

        @Nullable @Pattern(Texts.PERSON) @JsonPropertyDescription("Who asked for it: an e-mail address or a subject.")
        String requester) {}
