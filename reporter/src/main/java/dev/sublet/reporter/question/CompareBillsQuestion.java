package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;

/** List price against what was billed, for the bills whose billing period touches {@code period}. */
public record CompareBillsQuestion(Period period, Format format) implements Question {}
