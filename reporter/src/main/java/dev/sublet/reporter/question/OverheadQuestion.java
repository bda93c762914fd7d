package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import org.jspecify.annotations.Nullable;

/** What each vcluster costs before it runs anything. */
public record OverheadQuestion(Period period, @Nullable NamedText prices, Format format) implements Question {}
