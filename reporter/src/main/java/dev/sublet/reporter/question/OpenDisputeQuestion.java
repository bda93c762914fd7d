package dev.sublet.reporter.question;

import dev.sublet.reporter.close.Disputes;
import dev.sublet.reporter.terms.TermsTexts;

/** An objection. Of the terms only the calendar counts. */
public record OpenDisputeQuestion(Disputes.Asked asked, TermsTexts terms) implements Question {}
