package dev.sublet.reporter.budget;

import dev.sublet.reporter.calendar.FiscalPeriod;
import java.time.LocalDate;
import java.util.List;

/**
 * Budgets of a period against what was paid and what is to come.
 *
 * @param until the last day that is over
 * @param open whether days of the period are still to come
 * @param lines cost centers, each before those below it; or each followed by its vclusters
 * @param unusual the largest differences first where there are many, in the order of days
 * @param notes what a reader should know, each one line
 */
public record BudgetReport(
        FiscalPeriod period,
        String currency,
        LocalDate until,
        boolean open,
        List<BudgetLine> lines,
        List<UnusualDay> unusual,
        List<PriceChange> priceChanges,
        List<String> notes) {
    public BudgetReport {
        lines = List.copyOf(lines);
        unusual = List.copyOf(unusual);
        priceChanges = List.copyOf(priceChanges);
        notes = List.copyOf(notes);
    }
}
