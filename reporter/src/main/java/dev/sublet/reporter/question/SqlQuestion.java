package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;

/** The rows of one SELECT. */
public record SqlQuestion(String sql, Format format) implements Question {}
