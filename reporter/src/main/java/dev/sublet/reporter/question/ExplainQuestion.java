package dev.sublet.reporter.question;

import dev.sublet.reporter.explain.Filter;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import java.util.Map;

/**
 * Where an amount comes from. What {@code terms} lack is taken from the answering side's own.
 *
 * @param selection which amount; all of the period's when it is empty
 * @param command the command line without its selection, for what to type next
 */
public record ExplainQuestion(
        Period period, Map<Filter, String> selection, String command, TermsTexts terms, Format format)
        implements Question {}
