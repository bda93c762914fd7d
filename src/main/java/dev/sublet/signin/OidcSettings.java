package dev.sublet.signin;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where people sign in: an OpenID Connect provider. Immutable.
 *
 * @param issuer an https address, or an http one on this machine
 * @param clientSecret null for a public client, which PKCE alone protects
 * @param usernameClaim of the ID token, whose value goes on record; a person keeps it for ever
 * @param groupsClaim a list of texts in the ID token; null when there are no groups
 * @param scopes that are asked for; openid is one of them
 * @param rolesFile which person or group has which role
 */
public record OidcSettings(
        URI issuer,
        String clientId,
        @Nullable String clientSecret,
        String usernameClaim,
        @Nullable String groupsClaim,
        List<String> scopes,
        Path rolesFile) {
    private static final Pattern CLAIM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}");
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,200}");
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");
    private static final int SCOPES_MAX = 20;

    public OidcSettings {
        boolean https = "https".equals(issuer.getScheme());
        boolean local = "http".equals(issuer.getScheme()) && LOOPBACK.contains(String.valueOf(issuer.getHost()));
        if (issuer.getHost() == null
                || !(https || local)
                || issuer.getQuery() != null
                || issuer.getFragment() != null) {
            throw bad("oidc.issuer", issuer, "https://HOST[/PATH], as the provider names itself");
        }
        if (!CLAIM.matcher(clientId).matches()) {
            throw bad("oidc.clientId", clientId, "the name of a client, of letters, digits and ._:/-");
        }
        if (clientSecret != null && clientSecret.isBlank()) {
            throw new IllegalArgumentException("oidc.clientSecretFile is empty; put the client's secret there, or leave"
                    + " the setting out for a public client");
        }
        if (!CLAIM.matcher(usernameClaim).matches()) {
            throw bad("oidc.usernameClaim", usernameClaim, "a claim of the ID token, such as email or sub");
        }
        if (groupsClaim != null && !CLAIM.matcher(groupsClaim).matches()) {
            throw bad("oidc.groupsClaim", groupsClaim, "a claim of the ID token, such as groups");
        }
        scopes = List.copyOf(scopes);
        if (!scopes.contains("openid") || scopes.size() > SCOPES_MAX) {
            throw bad("oidc.scopes", scopes, "a list of " + SCOPES_MAX + " at most with openid among them");
        }
        for (String scope : scopes) {
            if (!SCOPE.matcher(scope).matches()) {
                throw bad("oidc.scopes", scope, "words without blanks, such as openid, email or groups");
            }
        }
    }

    private static IllegalArgumentException bad(String key, Object value, String wanted) {
        return new IllegalArgumentException(key + " is " + value + "; it must be " + wanted);
    }

    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + ", clientSecret=(hidden), usernameClaim="
                + usernameClaim + ", groupsClaim=" + groupsClaim + ", scopes=" + scopes + ", rolesFile=" + rolesFile
                + "]";
    }
}
