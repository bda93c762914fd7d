package dev.sublet.http;

import dev.sublet.signin.Claims;
import dev.sublet.signin.Identity;
import dev.sublet.signin.OidcSettings;
import dev.sublet.signin.PendingSignIns.Pending;
import dev.sublet.signin.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider that people sign in at: code flow with PKCE. It is asked for its addresses and keys when it is needed first, so that its absence
 * never keeps a daemon from starting. Belongs to event loops.
 */
final class OidcProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int IDLE_TIMEOUT_S = 15;
    private static final int CONNECTIONS_MAX = 8;

    private final Vertx vertx;
    private final OidcSettings settings;
    private final Claims claims;
    private @Nullable Future<OAuth2Auth> known;

    OidcProvider(Vertx vertx, OidcSettings settings, Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.claims = new Claims(settings, clock);
    }

    String name() {
        return String.valueOf(settings.issuer().getHost());
    }

    /** One that failed is asked again at the next sign-in. */
    private synchronized Future<OAuth2Auth> provider() {
        Future<OAuth2Auth> asked = known;
        if (asked == null || asked.failed()) {
            OAuth2Options options = new OAuth2Options()
                    .setSite(settings.issuer().toString())
                    .setClientId(settings.clientId())
                    .setClientSecret(settings.clientSecret())
                    .setHttpClientOptions(new HttpClientOptions()
                            .setConnectTimeout(CONNECT_TIMEOUT_MS)
                            .setIdleTimeout(IDLE_TIMEOUT_S)
                            .setMaxPoolSize(CONNECTIONS_MAX));
            asked = OpenIDConnectAuth.discover(vertx, options)
                    .onSuccess(found -> found.missingKeyHandler(key -> found.jWKSet()))
                    .onFailure(failure -> LOG.warn(
                            "event=sign_in_provider_unknown issuer={} reason=\"{}\"",
                            settings.issuer(),
                            failure.toString()));
            known = asked;
        }
        return asked;
    }

    /** Where a browser goes to sign in. */
    Future<String> address(Pending pending, String callback) {
        OAuth2AuthorizationURL wanted = new OAuth2AuthorizationURL()
                .setRedirectUri(callback)
                .setState(pending.state())
                .setScopes(settings.scopes())
                .putAdditionalParameter("nonce", pending.nonce())
                .putAdditionalParameter("code_challenge", challenge(pending.verifier()))
                .putAdditionalParameter("code_challenge_method", "S256");
        return provider().map(found -> found.authorizeURL(wanted));
    }

    /** Whom a code stands for; fails with {@link RefusedException} when the provider's answer is not to be believed. */
    Future<Identity> redeem(String code, Pending pending, String callback) {
        Oauth2Credentials credentials = new Oauth2Credentials()
                .setFlow(OAuth2FlowType.AUTH_CODE)
                .setCode(code)
                .setRedirectUri(callback)
                .setCodeVerifier(pending.verifier());
        return provider().compose(found -> found.authenticate(credentials)).map(user -> {
            // There only when the signature, the issuer and the audience are good.
            JsonObject idToken = user.attributes().getJsonObject("idToken");
            if (idToken == null) {
                throw new RefusedException("the provider sent no ID token that holds; sign in again");
            }
            return claims.identity(idToken.getMap(), pending.nonce());
        });
    }

    /** RFC 7636, section 4.2. */
    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
