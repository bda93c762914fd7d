package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;

/** Which holds there are, and were. */
public record HoldsQuestion(Format format) implements Question {}
