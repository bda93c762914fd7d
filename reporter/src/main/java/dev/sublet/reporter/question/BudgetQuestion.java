package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import org.jspecify.annotations.Nullable;

/**
 * How cost centers stand against their budgets.
 *
 * @param period its name; null for the one that the ledger's last tick lies in
 * @param costCenter this one and those below it alone; null for all
 * @param byVcluster whether each is followed by its vclusters
 * @param check whether a crossed threshold is a failure
 */
public record BudgetQuestion(
        @Nullable String period,
        @Nullable String costCenter,
        boolean byVcluster,
        boolean check,
        TermsTexts terms,
        Format format)
        implements Question {}
