package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;

/** Which periods are provisional or closed. */
public record ClosesQuestion(Format format) implements Question {}
