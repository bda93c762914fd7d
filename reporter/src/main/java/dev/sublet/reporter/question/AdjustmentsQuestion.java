package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;

/** Which adjustments were booked by hand. */
public record AdjustmentsQuestion(Format format) implements Question {}
