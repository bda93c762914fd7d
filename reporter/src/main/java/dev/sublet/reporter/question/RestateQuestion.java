package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;

/** Computes a closed period again, and unless it is a preview books the difference. */
public record RestateQuestion(String period, boolean preview, String by, TermsTexts terms, Format format)
        implements Question {}
