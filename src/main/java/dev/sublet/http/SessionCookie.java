package dev.sublet.http;

import dev.sublet.api.Access;
import dev.sublet.api.Caller;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cookie that holds a session's token. No script reads it, and no other site's form sends it. */
final class SessionCookie implements Visitors {
    private static final String BEARER = "Bearer ";

    private final Access access;
    private final boolean secure;
    private final String name;

    /** @param secure whether browsers come by TLS */
    SessionCookie(Access access, boolean secure) {
        this.access = access;
        this.secure = secure;
        // A name with __Host- cannot be set by a neighbouring host.
        this.name = secure ? "__Host-sublet" : "sublet";
    }

    @Override
    public Optional<Caller> of(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? access.caller(authorization.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        String token = token(request);
        return token == null ? Optional.empty() : access.caller(token);
    }

    @Nullable
    String token(HttpServerRequest request) {
        Cookie cookie = request.getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }

    void give(HttpServerResponse response, String token) {
        response.addCookie(cookie(name, token, "/"));
    }

    void take(HttpServerResponse response) {
        response.addCookie(cookie(name, "", "/").setMaxAge(0));
    }

    /** One with the same protection. */
    Cookie cookie(String called, String value, String path) {
        return Cookie.cookie(called, value)
                .setPath(path)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }
}
