package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import org.jspecify.annotations.Nullable;

/** The statement of a period. Without {@code prices} the answering side's own price book is used. */
public record ReportQuestion(Period period, @Nullable NamedText prices, Format format) implements Question {}
