package dev.sublet.reporter.question;

import org.jspecify.annotations.Nullable;

/** Keep {@code [fromS, toS)} of a table, or of every table when it is null, until the hold is released. */
public record PlaceHoldQuestion(@Nullable String table, long fromS, long toS, String reason, String placedBy)
        implements Question {}
