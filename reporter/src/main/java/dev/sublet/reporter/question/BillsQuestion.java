package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;

/** All bills. */
public record BillsQuestion(Format format) implements Question {}
