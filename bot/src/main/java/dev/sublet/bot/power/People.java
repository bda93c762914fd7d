package dev.sublet.bot.power;

import java.time.Instant;
import java.util.Optional;

/** Knows when a person last used a virtual cluster. Implementations are thread-safe. */
@FunctionalInterface
public interface People {
    /** Nobody can tell: no audit events are received. Then nothing sleeps for being idle. */
    People UNKNOWN = source -> Optional.empty();

    /**
     * When a person last asked anything of it, or when its first event came if none ever did.
     *
     * @param source its audit source
     * @return empty when no event was ever received of it
     */
    Optional<Instant> lastSeen(String source);
}
