package dev.sublet.http;

import dev.sublet.api.Caller;
import dev.sublet.signin.DeviceSignIns;
import dev.sublet.signin.OidcSettings;
import dev.sublet.signin.PendingSignIns;
import dev.sublet.signin.PendingSignIns.Pending;
import dev.sublet.signin.RefusedException;
import dev.sublet.web.PageReply;
import dev.sublet.web.Templates;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a browser or a command line gets a session, and how a session ends. */
final class SignInRoutes {
    static final String PATH = "/sign-in";

    private static final Logger LOG = LoggerFactory.getLogger(SignInRoutes.class);
    private static final String BROWSER = "sublet-sign-in";
    private static final int BODY_BYTES_MAX = 16 << 10;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    private final Site site;
    private final SessionCookie cookies;
    private final PendingSignIns pending;
    private final DeviceSignIns devices;
    private final @Nullable OidcProvider provider;

    SignInRoutes(Vertx vertx, Site site, SessionCookie cookies) {
        this.site = site;
        this.cookies = cookies;
        pending = new PendingSignIns(site.clock());
        devices = new DeviceSignIns(site.sessions(), site.clock());
        OidcSettings oidc = site.oidc();
        provider = oidc == null ? null : new OidcProvider(vertx, oidc, site.clock());
    }

    void mount(Router router) {
        router.get(PATH).handler(context -> show(context, 200, null));
        router.get(PATH + "/start").handler(this::start);
        router.get(PATH + "/callback").handler(this::callback);
        post(router, PATH + "/token", this::token);
        post(router, "/sign-out", this::signOut);
        router.get(PATH + "/device").handler(this::device);
        post(router, PATH + "/device", this::confirm);
        router.post(PATH + "/command-line").handler(this::begin);
        router.post(PATH + "/command-line/token")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
        router.post(PATH + "/command-line/token").handler(this::take);
    }

    private static void post(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        router.post(path).handler(PageRoutes::requireOwnForm);
        router.post(path).handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
        router.post(path).handler(handler);
    }

    private void show(RoutingContext context, int status, @Nullable String problem) {
        String name = provider == null ? null : provider.name();
        PageRoutes.send(
                context,
                PageReply.html(
                        status, Templates.signIn(name, to(context.request().getParam("to")), problem)));
    }

    /** A path of this site; all else could lead a person away from it. */
    private static String to(@Nullable String wanted) {
        return wanted != null && wanted.matches("/(?![/\\\\])[\\x21-\\x7e]{0,2000}") ? wanted : "/";
    }

    private void start(RoutingContext context) {
        OidcProvider asked = provider;
        if (asked == null) {
            show(context, 404, "There is no provider to sign in at; use a token.");
            return;
        }
        Pending begun = pending.begin(to(context.request().getParam("to")));
        asked.address(begun, callbackAddress(context.request()))
                .onSuccess(address -> {
                    Cookie browser =
                            cookies.cookie(BROWSER, begun.browser(), PATH).setMaxAge(PendingSignIns.LIFE.toSeconds());
                    context.response()
                            .addCookie(browser)
                            .putHeader("Location", address)
                            .setStatusCode(303)
                            .end();
                })
                .onFailure(failure -> show(context, 503, "The provider cannot be reached now; try again in a moment."));
    }

    private String callbackAddress(HttpServerRequest request) {
        HostAndPort asked = request.authority();
        boolean loopback = site.settings().url() == null && asked != null && LOOPBACK.contains(asked.host());
        String base = loopback
                ? "http://" + asked
                : site.settings().base(request.localAddress().port());
        return base + PATH + "/callback";
    }

    private void callback(RoutingContext context) {
        HttpServerRequest request = context.request();
        String state = request.getParam("state");
        String code = request.getParam("code");
        Cookie browser = request.getCookie(BROWSER);
        Optional<Pending> begun =
                state == null || browser == null ? Optional.empty() : pending.end(state, browser.getValue());
        OidcProvider asked = provider;
        if (asked == null || begun.isEmpty()) {
            show(context, 400, "This sign-in is over or belongs to another browser; sign in again.");
            return;
        }
        if (code == null) {
            LOG.info("event=sign_in_refused reason=\"the provider says {}\"", plain(request.getParam("error")));
            show(context, 403, "The provider did not sign you in (" + plain(request.getParam("error")) + ").");
            return;
        }
        asked.redeem(code, begun.get(), callbackAddress(request))
                .map(identity -> {
                    String token = site.sessions().open(identity);
                    LOG.info("event=signed_in person=\"{}\"", identity.person());
                    return token;
                })
                .onSuccess(token -> {
                    context.response()
                            .addCookie(cookies.cookie(BROWSER, "", PATH).setMaxAge(0));
                    enter(context, token, begun.get().to());
                })
                .onFailure(failure -> refuse(context, failure));
    }

    private void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof RefusedException) {
            LOG.info("event=sign_in_refused reason=\"{}\"", failure.getMessage());
            show(context, 403, String.valueOf(failure.getMessage()));
        } else {
            // The provider's words may hold the code.
            LOG.warn("event=sign_in_failed kind={}", failure.getClass().getSimpleName());
            LOG.debug("event=sign_in_failed", failure);
            show(context, 503, "The provider did not confirm this sign-in; sign in again.");
        }
    }

    private static String plain(@Nullable String word) {
        return word != null && word.matches("[a-z_]{1,60}") ? word : "without a reason";
    }

    private void token(RoutingContext context) {
        String token = context.request().getFormAttribute("token");
        String given = token == null ? "" : token.strip();
        Optional<Caller> caller = site.access().caller(given);
        if (caller.isEmpty()) {
            show(context, 403, "Nobody has this token.");
            return;
        }
        LOG.info("event=signed_in person=\"{}\" by=token", caller.get().name());
        enter(
                context,
                site.sessions().open(() -> site.access().caller(given)),
                to(context.request().getFormAttribute("to")));
    }

    /** A session that the browser had is not taken over, so that nobody can plant one. */
    private void enter(RoutingContext context, String token, String to) {
        endSession(context);
        cookies.give(context.response(), token);
        PageRoutes.send(context, PageReply.see(to));
    }

    private void endSession(RoutingContext context) {
        String before = cookies.token(context.request());
        if (before != null) {
            site.sessions().end(before);
        }
    }

    private void signOut(RoutingContext context) {
        endSession(context);
        cookies.take(context.response());
        PageRoutes.send(context, PageReply.see(PATH));
    }

    private void device(RoutingContext context) {
        Optional<Caller> caller = cookies.of(context.request());
        if (caller.isEmpty()) {
            PageRoutes.signInFirst(context);
            return;
        }
        String code = context.request().getParam("code");
        PageRoutes.send(
                context, PageReply.html(200, Templates.device(caller.get(), code == null ? "" : code, null, false)));
    }

    private void confirm(RoutingContext context) {
        String token = cookies.token(context.request());
        Optional<Supplier<Optional<Caller>>> who =
                token == null ? Optional.empty() : site.sessions().who(token);
        Optional<Caller> caller = who.flatMap(Supplier::get);
        if (who.isEmpty() || caller.isEmpty()) {
            PageRoutes.send(context, PageReply.see(PATH + "?to=" + PATH + "/device"));
            return;
        }
        String code = context.request().getFormAttribute("code");
        String given = code == null ? "" : code;
        try {
            boolean done = devices.confirm(given, caller.get().name(), who.get());
            if (done) {
                LOG.info(
                        "event=command_line_signed_in person=\"{}\"",
                        caller.get().name());
            }
            PageRoutes.send(
                    context,
                    PageReply.html(
                            done ? 200 : 404,
                            Templates.device(
                                    caller.get(),
                                    given,
                                    done ? null : "No command line waits under this code.",
                                    done)));
        } catch (RefusedException e) {
            PageRoutes.send(
                    context,
                    PageReply.html(429, Templates.device(caller.get(), given, String.valueOf(e.getMessage()), false)));
        }
    }

    /** RFC 8628, section 3.2. */
    private void begin(RoutingContext context) {
        try {
            DeviceSignIns.Begun begun = devices.begin();
            String page = site.settings().base(context.request().localAddress().port()) + PATH + "/device";
            json(
                    context,
                    200,
                    new JsonObject()
                            .put("device_code", begun.deviceCode())
                            .put("user_code", begun.userCode())
                            .put("verification_uri", page)
                            .put("verification_uri_complete", page + "?code=" + begun.userCode())
                            .put("expires_in", DeviceSignIns.LIFE.toSeconds())
                            .put("interval", DeviceSignIns.INTERVAL.toSeconds()));
        } catch (RefusedException e) {
            json(context, 429, new JsonObject().put("error", "slow_down").put("error_description", e.getMessage()));
        }
    }

    /** RFC 8628, section 3.5. */
    private void take(RoutingContext context) {
        String code = context.request().getFormAttribute("device_code");
        try {
            Optional<String> token = devices.take(code == null ? "" : code);
            json(
                    context,
                    token.isPresent() ? 200 : 400,
                    token.map(given -> new JsonObject()
                                    .put("access_token", given)
                                    .put("token_type", "Bearer")
                                    .put(
                                            "expires_in",
                                            site.settings().sessionMax().toSeconds()))
                            .orElseGet(() -> new JsonObject().put("error", "authorization_pending")));
        } catch (RefusedException e) {
            json(context, 400, new JsonObject().put("error", "expired_token").put("error_description", e.getMessage()));
        }
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.encode());
    }
}
