package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * What of a virtual cluster decides its price. Immutable.
 *
 * @param blueprint its name without a version: what admins change in it is theirs to answer for
 * @param timeToLive null for no end
 * @param loadBalancer whether it is reached by a load balancer of its own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScopeStatus(
        String blueprint,
        String size,

        @Nullable @JsonPropertyDescription("How long it may live from its creation; no end when absent.")
        String timeToLive,

        boolean loadBalancer) {}
