package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;

/** Whether what is stored is right. */
public record VerifyQuestion(TermsTexts terms, Format format) implements Question {}
