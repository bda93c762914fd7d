package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;

/**
 * What a period would have come to with other terms.
 *
 * @param terms those that are in force; what they lack is taken from the answering side's own
 * @param draft what is put in their place
 */
public record DraftQuestion(Period period, TermsTexts terms, TermsTexts draft, Format format) implements Question {}
