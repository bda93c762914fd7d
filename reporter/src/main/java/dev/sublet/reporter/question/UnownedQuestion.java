package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import org.jspecify.annotations.Nullable;

/** What has no owner yet in a period; null is the one of today. */
public record UnownedQuestion(@Nullable String period, TermsTexts terms, Format format) implements Question {}
