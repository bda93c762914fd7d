package dev.sublet.reporter.question;

import dev.sublet.reporter.close.Adjustments;
import dev.sublet.reporter.terms.TermsTexts;

/** A credit or a debit by hand. Of the terms only the calendar counts. */
public record AdjustQuestion(Adjustments.Asked asked, TermsTexts terms) implements Question {}
