package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import org.jspecify.annotations.Nullable;

/** What a price book lacks for a period, or for all that the ledger saw when {@code period} is null. */
public record PricesCheckQuestion(@Nullable Period period, TermsTexts terms, Format format) implements Question {}
