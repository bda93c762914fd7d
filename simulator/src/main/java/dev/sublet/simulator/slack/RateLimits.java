package dev.sublet.simulator.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts calls a minute per method, and messages a second per channel. Off until switched on. Guarded by the house's lock. */
final class RateLimits {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Messages that a channel takes at once before one a second holds. */
    private static final int BURST = 3;

    private final Map<String, Deque<Instant>> calls = new HashMap<>();
    private boolean on;

    void turn(boolean now) {
        on = now;
        calls.clear();
    }

    /** How long the caller has to wait; empty when the call may go on. */
    Optional<Duration> take(String method, Method.Tier tier, String channel, Instant now) {
        if (!on) {
            return Optional.empty();
        }
        return tier == Method.Tier.POSTING
                ? take(method + "/" + channel, BURST, Duration.ofSeconds(BURST), now)
                : take(method, tier.perMinute(), WINDOW, now);
    }

    private Optional<Duration> take(String key, int most, Duration window, Instant now) {
        Deque<Instant> recent = calls.computeIfAbsent(key, none -> new ArrayDeque<>());
        while (!recent.isEmpty() && !recent.peekFirst().plus(window).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= most) {
            return Optional.of(Duration.between(now, recent.peekFirst().plus(window)));
        }
        recent.addLast(now);
        return Optional.empty();
    }
}
