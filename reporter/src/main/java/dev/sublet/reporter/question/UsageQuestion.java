package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.usage.UsagePer;

/** What was used in {@code [fromS, toS)}, seconds since the epoch. */
public record UsageQuestion(UsagePer per, long fromS, long toS, Format format) implements Question {}
