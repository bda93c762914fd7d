package dev.sublet.signin;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ID token must say before it is believed (OpenID Connect Core 1.0, section 3.1.3.7); its signature is checked before.
 * Thread-safe.
 */
public final class Claims {
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final int PERSON_CHARS_MAX = 200;
    private static final int GROUPS_MAX = 1_000;

    private final OidcSettings settings;
    private final Clock clock;

    public Claims(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The person of an ID token.
     *
     * @param claims of a token whose signature is good
     * @param nonce that this sign-in was begun with
     * @throws RefusedException when the token is not for us, not for this sign-in, or names nobody
     */
    public Identity identity(Map<String, ?> claims, String nonce) {
        require(settings.issuer().toString().equals(claims.get("iss")), "is of another issuer");
        Set<String> audience = texts(claims.get("aud"));
        require(audience.contains(settings.clientId()), "is for another client");
        Object party = claims.get("azp");
        require(party == null ? audience.size() == 1 : settings.clientId().equals(party), "is for another party");
        require(nonce.equals(claims.get("nonce")), "belongs to another sign-in");
        long nowS = clock.instant().getEpochSecond();
        Object expires = claims.get("exp");
        require(expires instanceof Number end && nowS < end.longValue() + LEEWAY.toSeconds(), "is expired");
        require(
                !(claims.get("nbf") instanceof Number begin) || nowS > begin.longValue() - LEEWAY.toSeconds(),
                "is not valid yet");
        require(
                !(settings.usernameClaim().equals("email") && Boolean.FALSE.equals(claims.get("email_verified"))),
                "has an address that the provider has not verified");
        return new Identity(person(claims.get(settings.usernameClaim())), groups(claims));
    }

    /** Addresses are written in several ways and mean one person, who must not approve her own work. */
    private String person(@Nullable Object name) {
        String person = name instanceof String text ? text.strip() : "";
        require(
                !person.isEmpty()
                        && person.length() <= PERSON_CHARS_MAX
                        && person.chars().noneMatch(Character::isISOControl),
                "names nobody in " + settings.usernameClaim() + "; choose another oidc.usernameClaim, or scopes that"
                        + " bring this one");
        return settings.usernameClaim().equals("email") ? person.toLowerCase(Locale.ROOT) : person;
    }

    private Set<String> groups(Map<String, ?> claims) {
        String claim = settings.groupsClaim();
        Set<String> groups = claim == null ? Set.of() : texts(claims.get(claim));
        require(groups.size() <= GROUPS_MAX, "names more than " + GROUPS_MAX + " groups; let the provider send fewer");
        return groups;
    }

    private static Set<String> texts(@Nullable Object value) {
        if (value instanceof String text) {
            return Set.of(text);
        }
        Set<String> texts = new HashSet<>();
        if (value instanceof Collection<?> many) {
            for (Object each : many) {
                if (each instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return Set.copyOf(texts);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new RefusedException("the ID token " + otherwise);
        }
    }
}
