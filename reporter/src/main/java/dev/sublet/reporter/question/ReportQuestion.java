package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.TermsTexts;

/** The statement of a period. What {@code terms} lack is taken from the answering side's own. */
public record ReportQuestion(Period period, TermsTexts terms, ReportFormat format, ReportOptions options)
        implements Question {}
