package dev.sublet.bot.access;

import org.jspecify.annotations.Nullable;

/**
 * The identity provider that virtual clusters trust. Immutable.
 *
 * @param issuer an https address
 * @param clientId of the application that people sign in to
 * @param userPrefix what the API servers put before a subject or address to make a user name, such as {@code oidc:}; empty for nothing
 */
public record Oidc(String issuer, String clientId, String userPrefix) {
    public Oidc {
        requireIssuer(issuer);
        if (!clientId.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}")) {
            throw new IllegalArgumentException(
                    "oidc.clientId \"" + clientId + "\" is no client; use letters, digits and ._:/-");
        }
        if (!userPrefix.matches("[A-Za-z0-9._:/#-]{0,200}") || userPrefix.startsWith("system:")) {
            throw new IllegalArgumentException("oidc.userPrefix \"" + userPrefix
                    + "\" is not possible; use letters, digits and ._:/#-, not system:");
        }
    }

    static void requireIssuer(@Nullable String issuer) {
        if (issuer == null || !issuer.matches("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")) {
            throw new IllegalArgumentException(
                    "issuer \"" + issuer + "\" is not an https address; write https://HOST[/PATH]");
        }
    }

    /** The name by which API servers know a person. */
    String user(String person) {
        return userPrefix + person;
    }
}
