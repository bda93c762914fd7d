package dev.sublet.reporter.hold;

import org.jspecify.annotations.Nullable;

/**
 * One legal hold: nothing of {@code [fromS, toS)} is retired while it lasts.
 *
 * @param table what it is on, or null for everything
 * @param releasedAtS when it ended, or null while it lasts
 */
public record Hold(
        long id,
        @Nullable String table,
        long fromS,
        long toS,
        String reason,
        String placedBy,
        long placedAtS,
        @Nullable Long releasedAtS) {}
