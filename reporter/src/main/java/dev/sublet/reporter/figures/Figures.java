package dev.sublet.reporter.figures;

import dev.sublet.reporter.budget.BudgetLine;
import dev.sublet.reporter.budget.UnusualDay;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.statement.Coverage;
import java.util.List;
import java.util.Optional;

/**
 * A ledger's amounts at one moment, those of {@code sublet report}, {@code budget} and {@code overhead} at that moment. Immutable.
 *
 * @param asOfS the last tick that is in them
 * @param currency of the current period; earlier ones were in theirs, see the price book
 * @param current the period that {@code asOfS} lies in, so far
 * @param previous the one before, where the ledger knows something of it
 * @param past frozen periods before the current one, the latest first
 * @param budgets how cost centers stand, each followed by its vclusters; empty before the first whole day
 * @param unusual days of the current period that cost otherwise than their weekday lets expect
 * @param overheads of the current period
 * @param coverage of the current period
 */
public record Figures(
        long asOfS,
        String currency,
        PeriodFigures current,
        Optional<PeriodFigures> previous,
        List<PeriodFigures> past,
        List<BudgetLine> budgets,
        List<UnusualDay> unusual,
        List<OverheadLine> overheads,
        Coverage coverage) {
    public Figures {
        past = List.copyOf(past);
        budgets = List.copyOf(budgets);
        unusual = List.copyOf(unusual);
        overheads = List.copyOf(overheads);
    }
}
