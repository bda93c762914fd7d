package dev.sublet.reporter.bill;

import java.math.BigDecimal;

/**
 * What bills say of one node, volume or service. Costs are exact, in {@code currency}.
 *
 * @param kind {@code node}, {@code volume}, {@code unmatched}, or the class of a line such as {@code tax}
 */
public record BilledLine(
        String kind,
        String name,
        String provider,
        String currency,
        long rows,
        BigDecimal list,
        BigDecimal billed,
        BigDecimal effective) {}
