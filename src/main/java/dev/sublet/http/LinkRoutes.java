package dev.sublet.http;

import dev.sublet.bot.access.OneTimeLinks;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links that hand a kubeconfig over once. Looking at one shows a page with a button and uses nothing up, since previews and scanners look at
 * every link; the button posts, which hands over, to the link's person alone. The link's secret is in its path and in the form's body, never
 * in a query, and travels over the sign-in in a cookie that only these pages get.
 */
final class LinkRoutes {
    static final String PATH = "/link";

    private static final Logger LOG = LoggerFactory.getLogger(LinkRoutes.class);
    private static final int FORM_BYTES_MAX = 4 << 10;
    private static final String COOKIE = "sublet-link";
    private static final String TOKEN = "[A-Za-z0-9_-]{43}";
    /** No script, no style, no picture, no frame; the one form goes to ourselves. */
    private static final String POLICY =
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final OneTimeLinks links;
    private final SignedIn signedIn;
    private final boolean secure;
    private final WorkerExecutor workers;

    /**
     * Over some links.
     *
     * @param secure whether browsers come by TLS
     * @param workers for hand-overs, which wait for the ledger
     */
    LinkRoutes(OneTimeLinks links, SignedIn signedIn, boolean secure, WorkerExecutor workers) {
        this.links = links;
        this.signedIn = signedIn;
        this.secure = secure;
        this.workers = workers;
    }

    void mount(Router router) {
        router.get(PATH + "/:token").handler(context -> look(context, context.pathParam("token")));
        router.get(PATH).handler(context -> look(context, cookie(context.request())));
        router.post(PATH).handler(this::requireOwnForm);
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(FORM_BYTES_MAX));
        router.post(PATH).handler(this::take);
    }

    private void look(RoutingContext context, @Nullable String given) {
        String token = given == null ? "" : given;
        if (!token.matches(TOKEN) || !links.isOpen(token)) {
            page(context, 410, "<p>This link was used, or its ten minutes are over. Ask for a new one.</p>");
            return;
        }
        Optional<String> person = signedIn.person(context.request());
        if (person.isEmpty()) {
            context.response()
                    .addCookie(Cookie.cookie(COOKIE, token)
                            .setPath(PATH)
                            .setHttpOnly(true)
                            .setSecure(secure)
                            .setSameSite(CookieSameSite.LAX)
                            .setMaxAge(OneTimeLinks.LIFE.toSeconds()));
            page(
                    context,
                    200,
                    "<p>This link hands a kubeconfig over once, to its person alone.</p>" + "<p><a href=\"/sign-in?to="
                            + PATH + "\">Sign in first</a></p>");
            return;
        }
        page(
                context,
                200,
                "<p>This link hands a kubeconfig over once. Whoever has the file can do what you can do: keep it to"
                        + " yourself.</p><form method=\"post\" action=\"" + PATH
                        + "\"><input type=\"hidden\" name=\"token\""
                        + " value=\"" + token + "\"><button type=\"submit\">Hand it over</button></form>");
    }

    private void requireOwnForm(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("Origin");
        String fetched = request.getHeader("Sec-Fetch-Site");
        // Forms of pages that send no referrer have the origin "null"; the browser says itself whether they are ours.
        boolean own = "same-origin".equals(fetched)
                || (fetched == null && (origin == null || origin.endsWith("://" + request.authority())));
        if (own) {
            context.next();
        } else {
            page(context, 403, "<p>This form belongs to another site.</p>");
        }
    }

    private void take(RoutingContext context) {
        Optional<String> person = signedIn.person(context.request());
        if (person.isEmpty()) {
            page(context, 401, "<p>Sign in first, and open the link again.</p>");
            return;
        }
        String given = context.request().getFormAttribute("token");
        String token = given == null ? "" : given;
        String from = String.valueOf(context.request().remoteAddress().hostAddress());
        workers.<Optional<OneTimeLinks.Taken>>executeBlocking(() -> links.take(token, person.get(), from), false)
                .onSuccess(taken -> {
                    if (taken.isEmpty()) {
                        page(context, 404, "<p>This link was used, is over, or is somebody else's.</p>");
                    } else {
                        hand(context, taken.get());
                    }
                })
                .onFailure(failure -> {
                    LOG.error(
                            "event=hand_over_failed kind={}", failure.getClass().getSimpleName());
                    page(
                            context,
                            503,
                            "<p>The hand-over could not be recorded, so it did not happen. Ask for a new link.</p>");
                });
    }

    private void hand(RoutingContext context, OneTimeLinks.Taken taken) {
        context.response().addCookie(Cookie.cookie(COOKIE, "").setPath(PATH).setMaxAge(0));
        guarded(context)
                .putHeader("Content-Type", "application/yaml; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"" + taken.name() + ".kubeconfig\"")
                .end(taken.kubeconfig());
    }

    private static String cookie(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? "" : cookie.getValue();
    }

    private static void page(RoutingContext context, int status, String body) {
        guarded(context)
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(
                        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Kubeconfig</title><h1>Kubeconfig</h1>"
                                + body + "</html>");
    }

    private static HttpServerResponse guarded(RoutingContext context) {
        return context.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader("Pragma", "no-cache")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Robots-Tag", "noindex");
    }
}
