package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;

/** What each vcluster costs before it runs anything, and what could be done about it. */
public record OverheadQuestion(Period period, TermsTexts terms, Format format, OverheadOptions options)
        implements Question {}
