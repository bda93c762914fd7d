package dev.sublet.bot.blueprint;

import org.jspecify.annotations.Nullable;

/**
 * How virtual clusters may be reached from outside; what is null is not offered.
 *
 * @param domain hosts are made beneath it, as {@code NAME.DOMAIN}
 * @param gateway namespace and name of a Gateway with a TLS passthrough listener, as {@code NAMESPACE/NAME}
 */
public record Exposure(
        @Nullable String domain,
        @Nullable String ingressClass,
        @Nullable String gateway,
        boolean loadBalancer) {}
