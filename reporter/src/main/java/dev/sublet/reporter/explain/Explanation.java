package dev.sublet.reporter.explain;

import dev.sublet.reporter.statement.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An amount and its parts, which sum to it exactly.
 *
 * @param closed the name of the closed period from whose frozen terms it was made, null for an open one
 * @param selection what was asked for
 * @param path what it is, from the whole down, for people
 * @param shown what the statement shows for it, in the unit in which the currency is paid; null for what is a part of a line or cuts across lines
 * @param level what tells the parts apart
 * @param workings the arithmetic, at the bottom only; their amounts sum to the amount too
 * @param deeper how to ask for the largest part alone; empty at the bottom
 */
public record Explanation(
        Period period,
        String currency,
        @Nullable String closed,
        Map<Filter, String> selection,
        List<String> path,
        @Nullable BigDecimal quantity,
        @Nullable String unit,
        BigInteger amountNanos,
        @Nullable BigDecimal shown,
        Level level,
        List<Part> parts,
        List<Working> workings,
        Map<Filter, String> deeper,
        List<String> notes) {}
