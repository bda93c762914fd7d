package dev.sublet.bot.removal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something on a host that outlived its virtual cluster. Immutable.
 *
 * @param namespace null for what is in none
 * @param why whose it was, and what says so
 * @param since when it was made, or null when the host does not say
 */
public record Leak(
        String kind,
        @Nullable String namespace,
        String name,
        String why,
        @Nullable Instant since) {}
