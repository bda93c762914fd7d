package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;

/** Which objections there are, and were. */
public record DisputesQuestion(Format format) implements Question {}
