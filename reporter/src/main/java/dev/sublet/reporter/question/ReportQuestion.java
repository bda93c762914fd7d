package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.TermsTexts;

/**
 * The statement of a period. What {@code terms} lack is taken from the answering side's own.
 *
 * @param fleeting whether it is only looked at: else the ledger keeps it, in the place of an earlier one of the period
 */
public record ReportQuestion(
        Period period, TermsTexts terms, ReportFormat format, ReportOptions options, boolean fleeting)
        implements Question {
    public ReportQuestion(Period period, TermsTexts terms, ReportFormat format, ReportOptions options) {
        this(period, terms, format, options, false);
    }
}
