package dev.sublet.reporter.policy;

import dev.sublet.reporter.entry.Validity;
import org.jspecify.annotations.Nullable;

/**
 * A percentage on what a cost center pays; the income cost center gets it.
 *
 * @param costCenter null for all but the income's
 * @param millionths 50 000 is 5 %
 */
public record Markup(String name, @Nullable String costCenter, long millionths, String income, Validity validity) {}
