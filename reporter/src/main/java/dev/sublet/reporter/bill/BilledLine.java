package dev.sublet.reporter.bill;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What bills say of one node, volume or service. Costs are exact, in {@code currency}.
 *
 * @param resource the provider's ID of what matched nothing; null for all else, and where the bill names none
 * @param kind {@code node}, {@code volume}, {@code unmatched}, or the class of a line such as {@code tax}
 */
public record BilledLine(
        String kind,
        String name,
        @Nullable String resource,
        String provider,
        String currency,
        long rows,
        BigDecimal list,
        BigDecimal billed,
        BigDecimal effective) {}
