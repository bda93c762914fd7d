package dev.sublet.bot.access;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.action.Actions;
import dev.sublet.bot.plan.Place;
import dev.sublet.bot.plan.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Links by which a kubeconfig is handed over once. A link is for one person, who has to be signed in; looking at it does not use it up,
 * since previews and scanners look at every link. Kept in memory alone: a restart ends all of them. Only hashes of links are kept.
 * Thread-safe.
 */
public final class OneTimeLinks {
    /** After this a link is gone. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    static final int OPEN_MAX = 1_000;
    static final int PER_PERSON_MAX = 10;
    private static final int TOKEN_BYTES = 32;

    private final Map<String, Offer> open = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Actions actions;
    private final Clock clock;

    /** Tells {@code actions} of each hand-over before it happens. */
    public OneTimeLinks(Actions actions, Clock clock) {
        this.actions = actions;
        this.clock = clock;
    }

    /**
     * What is handed over. Its text holds no kubeconfig.
     *
     * @param name of the virtual cluster
     */
    public record Taken(String name, String kubeconfig) {
        @Override
        public String toString() {
            return "Taken[name=" + name + ", kubeconfig=***]";
        }
    }

    private record Offer(String cluster, Place wanted, Grant grant, Instant end) {}

    /**
     * Makes a link for the person of the grant.
     *
     * @param cluster the UID of the host cluster, for the ledger
     * @return the last part of the link: 43 characters that are safe in a path
     * @throws RefusedException when too many links are open
     */
    public synchronized String offer(String cluster, Place wanted, Grant grant) {
        dropEnded();
        long own = open.values().stream()
                .filter(offer -> offer.grant().person().equals(grant.person()))
                .count();
        if (own >= PER_PERSON_MAX || open.size() >= OPEN_MAX) {
            throw new RefusedException("too many links are open (" + own + " of " + grant.person() + ", " + open.size()
                    + " in all); use one, or wait " + LIFE.toMinutes() + " minutes");
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(hash(token), new Offer(cluster, wanted, grant, clock.instant().plus(LIFE)));
        return token;
    }

    /** Whether a link can still be used: for the page that asks the person to confirm. Changes nothing. */
    public synchronized boolean isOpen(String token) {
        Offer offer = open.get(hash(token));
        return offer != null && clock.instant().isBefore(offer.end());
    }

    /**
     * Hands the kubeconfig over and ends the link. Another person gets nothing and does not end it.
     *
     * @param signedIn who asks, as the sign-in proved
     * @param from the address that asks, for the ledger
     * @return empty when the link is unknown, used, gone or somebody else's, which cannot be told apart
     */
    public Optional<Taken> take(String token, String signedIn, String from) {
        String hash = hash(token);
        Offer taken;
        synchronized (this) {
            dropEnded();
            Offer offer = open.get(hash);
            if (offer == null || !offer.grant().person().equalsIgnoreCase(signedIn)) {
                return Optional.empty();
            }
            open.remove(hash);
            taken = offer;
        }
        // A hand-over that cannot be recorded does not happen.
        actions.record(action(hash, taken, from));
        return Optional.of(new Taken(taken.wanted().name(), taken.grant().kubeconfig()));
    }

    private Action action(String hash, Offer offer, String from) {
        Place wanted = offer.wanted();
        Instant end = offer.grant().expiresAt();
        return new Action(
                "link/" + hash,
                clock.instant(),
                offer.cluster(),
                wanted.namespace(),
                wanted.name(),
                wanted.uid(),
                wanted.owner().team(),
                wanted.owner().costCenter(),
                "access",
                offer.grant().person(),
                null,
                "link",
                "{\"role\":\"" + offer.grant().role().clusterRole() + "\",\"expiresAt\":"
                        + (end == null ? "null" : "\"" + end + "\"") + "}",
                Action.Result.DONE,
                "kubeconfig handed over to " + from);
    }

    private void dropEnded() {
        Instant now = clock.instant();
        open.values().removeIf(offer -> !now.isBefore(offer.end()));
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
