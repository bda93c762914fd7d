package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;

/** The cost events that are kept, first seen at {@code sinceS} or later. */
public record CostEventsQuestion(long sinceS, Format format) implements Question {}
