package dev.sublet.signin;

import dev.sublet.api.Caller;
import dev.sublet.api.TokenDigest;
import dev.sublet.endpoint.QuestionHandler;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Command lines that want to be signed in by a browser somewhere else, in the manner of RFC 8628: the command line shows a short code, a person
 * who is signed in enters it and confirms, and the command line gets a session of its own. Bounded, in memory alone. Thread-safe.
 */
public final class DeviceSignIns {
    public static final Duration LIFE = Duration.ofMinutes(10);
    /** How long a command line waits between two questions. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    static final int OPEN_MAX = 200;
    static final int TRIES_MAX = 30;
    /** Without vowels, so that no word comes out, and without letters that look like others. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int LETTERS_N = 8;

    private final Sessions sessions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<TokenDigest, Waiting> waiting = new LinkedHashMap<>();
    /** Wrong codes of a person, so that nobody finds one by trying. */
    private final Map<String, Integer> tries = new LinkedHashMap<>();

    private Instant triesSince = Instant.EPOCH;

    public DeviceSignIns(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What a command line is told: a secret for itself, and a code for the person. */
    public record Begun(String deviceCode, String userCode) {}

    private record Waiting(
            String userCode, Instant end, @Nullable Supplier<Optional<Caller>> confirmed) {}

    /**
     * Begins.
     *
     * @throws RefusedException when too many wait
     */
    public synchronized Begun begin() {
        dropEnded();
        if (waiting.size() >= OPEN_MAX) {
            throw new RefusedException(OPEN_MAX + " command lines wait to be signed in; try again in some minutes");
        }
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LETTERS_N; i++) {
            code.append(i == LETTERS_N / 2 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        Begun begun = new Begun(QuestionHandler.newToken(), code.toString());
        waiting.put(
                TokenDigest.of(begun.deviceCode()),
                new Waiting(begun.userCode(), clock.instant().plus(LIFE), null));
        return begun;
    }

    /**
     * A person says that a command line is his.
     *
     * @param who as whom it is signed in then
     * @return whether somebody waits under this code
     * @throws RefusedException after too many wrong codes
     */
    public synchronized boolean confirm(String userCode, String person, Supplier<Optional<Caller>> who) {
        dropEnded();
        if (tries.getOrDefault(person, 0) >= TRIES_MAX) {
            throw new RefusedException("too many wrong codes; wait " + LIFE.toMinutes() + " minutes");
        }
        String wanted = plain(userCode);
        for (Map.Entry<TokenDigest, Waiting> entry : waiting.entrySet()) {
            Waiting found = entry.getValue();
            if (found.confirmed() == null && plain(found.userCode()).equals(wanted)) {
                entry.setValue(new Waiting(found.userCode(), found.end(), who));
                return true;
            }
        }
        tries.merge(person, 1, Integer::sum);
        return false;
    }

    private static String plain(String userCode) {
        return userCode.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    }

    /**
     * The command line asks. A session is handed over once.
     *
     * @return empty while nobody confirmed
     * @throws RefusedException when the code is unknown or gone
     */
    public synchronized Optional<String> take(String deviceCode) {
        dropEnded();
        TokenDigest key = TokenDigest.of(deviceCode);
        Waiting found = waiting.get(key);
        if (found == null) {
            throw new RefusedException("this sign-in is over; start it again with sublet login");
        }
        Supplier<Optional<Caller>> who = found.confirmed();
        if (who == null) {
            return Optional.empty();
        }
        waiting.remove(key);
        return Optional.of(sessions.open(who));
    }

    private void dropEnded() {
        Instant now = clock.instant();
        waiting.values().removeIf(each -> !now.isBefore(each.end()));
        if (!now.isBefore(triesSince.plus(LIFE))) {
            triesSince = now;
            tries.clear();
        }
    }
}
