package dev.sublet.reporter.question;

import dev.sublet.reporter.explain.Bridges;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;

/** Why amounts are others than in an earlier period. What {@code terms} lack is taken from the answering side's own. */
public record WhyQuestion(Bridges.Asked asked, TermsTexts terms, Format format) implements Question {}
