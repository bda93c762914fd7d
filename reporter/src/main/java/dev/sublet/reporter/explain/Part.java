package dev.sublet.reporter.explain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of an amount.
 *
 * @param name what it is, for people
 * @param quantity what was billed, with nine decimals; null where resources differ, or there is none
 * @param narrowing how to ask for this part alone; empty where that cannot be asked
 */
public record Part(
        String name,
        @Nullable BigDecimal quantity,
        @Nullable String unit,
        BigInteger amountNanos,
        Map<Filter, String> narrowing) {}
