package dev.sublet.reporter.policy;

import dev.sublet.reporter.entry.Validity;
import java.util.Map;

/**
 * One rule by which cost is handed on. Rules are asked in the order of the file; the first that selects a charge takes it.
 * Charges that any rule takes are nobody's weight, so a source is never a target.
 *
 * @param share what is handed on
 * @param weightOf {@code cost} (of the same resource), {@code total-cost}, or a resource whose quantity weighs
 * @param among who takes part
 * @param within {@code fleet}, {@code cluster} or {@code vcluster}: how far from the source targets may lie
 * @param unit {@code vcluster} or {@code cost-center}: what counts once for an even rule
 * @param parts millionths by cost center, for a fixed rule; they sum to a million
 */
public record Rule(
        String name,
        Selector share,
        Method method,
        String weightOf,
        Selector among,
        String within,
        String unit,
        Map<String, Long> parts,
        Validity validity) {}
