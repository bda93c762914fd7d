package dev.sublet.signin;

import dev.sublet.api.TokenDigest;
import dev.sublet.endpoint.QuestionHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sign-ins that were begun and whose people are at the provider now. Each belongs to the browser that began it and can be ended once.
 * Too many push the oldest out. Thread-safe.
 */
public final class PendingSignIns {
    static final int OPEN_MAX = 1_000;
    /** After this a sign-in that was not ended is over. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<TokenDigest, Kept> open = new LinkedHashMap<>();

    public PendingSignIns(Clock clock) {
        this.clock = clock;
    }

    private record Kept(Pending pending, TokenDigest browser, Instant end) {}

    /**
     * A sign-in under way.
     *
     * @param state travels to the provider and back (RFC 6749, section 10.12)
     * @param nonce comes back inside the ID token
     * @param verifier proves at the provider that who redeems the code began the sign-in (RFC 7636)
     * @param browser for a cookie
     * @param to the path to go on to
     */
    public record Pending(String state, String nonce, String verifier, String browser, String to) {}

    /** Begins. */
    public synchronized Pending begin(String to) {
        Instant now = clock.instant();
        open.values().removeIf(kept -> !now.isBefore(kept.end()));
        if (open.size() >= OPEN_MAX) {
            open.remove(open.keySet().iterator().next());
        }
        Pending pending = new Pending(
                QuestionHandler.newToken(),
                QuestionHandler.newToken(),
                QuestionHandler.newToken(),
                QuestionHandler.newToken(),
                to);
        open.put(TokenDigest.of(pending.state()), new Kept(pending, TokenDigest.of(pending.browser()), now.plus(LIFE)));
        return pending;
    }

    /** Ends one, for the browser that began it; another browser does not end it. */
    public synchronized Optional<Pending> end(String state, String browser) {
        TokenDigest key = TokenDigest.of(state);
        Kept kept = open.get(key);
        if (kept == null || !kept.browser().equals(TokenDigest.of(browser))) {
            return Optional.empty();
        }
        open.remove(key);
        return clock.instant().isBefore(kept.end()) ? Optional.of(kept.pending()) : Optional.empty();
    }
}
