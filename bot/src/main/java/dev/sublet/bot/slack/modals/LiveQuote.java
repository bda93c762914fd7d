package dev.sublet.bot.slack.modals;

import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.slack.reports.Costs;

/** What a wish would cost, as markup for a form. Implementations are thread-safe and answer within a second. */
@FunctionalInterface
public interface LiveQuote {
    /** Prices nothing. */
    LiveQuote NONE = (spec, costs) -> "No price can be told yet.";

    /**
     * A sentence or two.
     *
     * @param costs for what is left of a budget
     */
    String text(VirtualClusterSpec spec, Costs costs);
}
