package dev.sublet.bot.plan;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider that virtual clusters trust. Immutable.
 *
 * @param issuer an https address
 * @param clientId of the application that people sign in to
 * @param usernameClaim of the ID token that names the person, such as email
 * @param groupsClaim of the ID token that names groups; null for none
 * @param prefix what the API servers put before names of people and groups, so that no provider can name {@code system:masters}
 */
public record Oidc(
        String issuer,
        String clientId,
        String usernameClaim,
        @Nullable String groupsClaim,
        String prefix) {
    public Oidc {
        requireIssuer(issuer);
        if (!clientId.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}")) {
            throw new IllegalArgumentException(
                    "oidc.clientId \"" + clientId + "\" is no client; use letters, digits and ._:/-");
        }
        requireClaim("usernameClaim", usernameClaim);
        if (groupsClaim != null) {
            requireClaim("groupsClaim", groupsClaim);
        }
        if (!prefix.matches("[A-Za-z0-9._:/#-]{1,200}") || prefix.startsWith("system:")) {
            throw new IllegalArgumentException(
                    "oidc.prefix \"" + prefix + "\" is not possible; use letters, digits and ._:/#-, not system:");
        }
    }

    /** With people by their address, no groups, and the usual prefix. */
    public static Oidc of(String issuer, String clientId) {
        return new Oidc(issuer, clientId, "email", null, "oidc:");
    }

    /** What the API server of a virtual cluster is told. */
    List<String> arguments() {
        return Stream.concat(
                        Stream.of(
                                "--oidc-issuer-url=" + issuer,
                                "--oidc-client-id=" + clientId,
                                "--oidc-username-claim=" + usernameClaim,
                                "--oidc-username-prefix=" + prefix),
                        groupsClaim == null
                                ? Stream.empty()
                                : Stream.of("--oidc-groups-claim=" + groupsClaim, "--oidc-groups-prefix=" + prefix))
                .toList();
    }

    private static void requireClaim(String key, String claim) {
        if (!claim.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}")) {
            throw new IllegalArgumentException("oidc." + key + " \"" + claim
                    + "\" is no claim of an ID token; write one such as email, sub or groups");
        }
    }

    /**
     * Checks that a text can be an issuer.
     *
     * @throws IllegalArgumentException when it is no https address
     */
    public static void requireIssuer(@Nullable String issuer) {
        if (issuer == null || !issuer.matches("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")) {
            throw new IllegalArgumentException(
                    "oidc.issuer \"" + issuer + "\" is not an https address; write https://HOST[/PATH]");
        }
    }

    /** The name by which API servers know a person. */
    public String user(String person) {
        return prefix + person;
    }
}
