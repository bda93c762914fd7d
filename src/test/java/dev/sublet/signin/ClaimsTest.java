package dev.sublet.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an ID token whose signature is good must say before it is believed. */
class ClaimsTest {
    private static final Instant NOW = Instant.parse("2026-10-03T10:00:00Z");
    private static final Map<String, Object> GOOD = Map.of(
            "iss",
            "https://login.example.com",
            "aud",
            List.of("sublet"),
            "nonce",
            "n",
            "exp",
            NOW.getEpochSecond() + 60,
            "email",
            "Ada@Example.com",
            "groups",
            List.of("a", "b"));

    private final Claims claims = new Claims(
            new OidcSettings(
                    URI.create("https://login.example.com"),
                    "sublet",
                    null,
                    "email",
                    "groups",
                    List.of("openid"),
                    Path.of("roles.yaml")),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void a_good_token_names_a_person_in_one_way() {
        assertEquals(new Identity("ada@example.com", Set.of("a", "b")), claims.identity(GOOD, "n"));
    }

    @Test
    void a_token_for_somebody_else_is_refused() {
        refused("iss", "https://elsewhere.example.com");
        refused("aud", List.of("another"));
        refused("aud", List.of("sublet", "another"));
        refused("azp", "another");
        refused("nonce", "of another sign-in");
        refused("exp", NOW.getEpochSecond() - 60);
        refused("nbf", NOW.getEpochSecond() + 60);
        refused("email", " ");
        refused("email_verified", false);
    }

    private void refused(String claim, Object value) {
        Map<String, Object> bad = new HashMap<>(GOOD);
        bad.put(claim, value);
        assertThrows(RefusedException.class, () -> claims.identity(bad, "n"), claim);
    }
}
