package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;

/** Whether a closed period still comes out as it was closed. */
public record VerifyCloseQuestion(String period, Format format) implements Question {}
