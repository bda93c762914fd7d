package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;
import org.jspecify.annotations.Nullable;

/** Whether what is stored is right. */
public record VerifyQuestion(@Nullable NamedText prices, Format format) implements Question {}
