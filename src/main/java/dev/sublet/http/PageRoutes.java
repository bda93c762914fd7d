package dev.sublet.http;

import dev.sublet.api.ApiProblem;
import dev.sublet.api.Caller;
import dev.sublet.web.Assets;
import dev.sublet.web.Page;
import dev.sublet.web.PageReply;
import dev.sublet.web.PageRequest;
import dev.sublet.web.Templates;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages over HTTP, for people who are signed in. Answers are made on workers, a bounded number at a time. */
final class PageRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PageRoutes.class);
    private static final int FORM_BYTES_MAX = 64 << 10;
    private static final int PLACES_MAX = 64;
    private static final int TIMEOUT_MS = 120_000;
    /** Scripts, styles and pictures of our own alone; no frame around us, no form to elsewhere. */
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self';" + " frame-ancestors 'none'; object-src 'none'";

    private static final String CALLER = "page-caller";

    private final Vertx vertx;
    private final Site site;
    private final SessionCookie cookies;
    private final WorkerExecutor workers;
    private final ApiPlaces places = new ApiPlaces(PLACES_MAX);

    PageRoutes(Vertx vertx, Site site, WorkerExecutor workers) {
        this.vertx = vertx;
        this.site = site;
        this.cookies = new SessionCookie(site.access(), site.settings().secure());
        this.workers = workers;
    }

    /** Who asks, for routes beside the pages. */
    Visitors visitors() {
        return cookies;
    }

    void mount(Router router) {
        for (Assets.Asset asset : Assets.all()) {
            router.get(asset.path()).handler(context -> send(context, asset));
        }
        new SignInRoutes(vertx, site, cookies).mount(router);
        for (Page page : site.pages()) {
            HttpMethod method = HttpMethod.valueOf(page.method().name());
            String path = page.path().replaceAll("\\{([A-Za-z]+)}", ":$1");
            router.route(method, path).handler(context -> admit(context, page));
            if (page.method() == Page.Method.POST) {
                router.route(method, path).handler(PageRoutes::requireOwnForm);
                router.route(method, path).handler(BodyHandler.create(false).setBodyLimit(FORM_BYTES_MAX));
            }
            router.route(method, path).handler(context -> answer(context, page));
        }
        router.get().last().handler(this::nothingThere);
    }

    /** A page like the others, so that nobody is lost. */
    private void nothingThere(RoutingContext context) {
        send(
                context,
                PageReply.html(
                        404,
                        Templates.problem(
                                cookies.of(context.request()).orElse(null), 404, "There is no page at this address.")));
    }

    private void admit(RoutingContext context, Page page) {
        Optional<Caller> known = cookies.of(context.request());
        if (known.isEmpty()) {
            signInFirst(context);
            return;
        }
        Caller acting = known.get().acting(page.roles());
        if (acting.grants().isEmpty()) {
            send(
                    context,
                    PageReply.html(
                            403,
                            Templates.problem(
                                    known.get(), 403, known.get().name() + " has no role that may see this page.")));
            return;
        }
        context.put(CALLER, acting);
        context.next();
    }

    /** A form of another site is refused even by a browser that sends our cookie with it. */
    static void requireOwnForm(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("Origin");
        String fetched = request.getHeader("Sec-Fetch-Site");
        String host = String.valueOf(request.authority());
        boolean foreign = (origin != null && !origin.endsWith("://" + host))
                || (fetched != null && !fetched.equals("same-origin") && !fetched.equals("none"));
        if (foreign) {
            send(context, PageReply.html(403, Templates.problem(null, 403, "This form belongs to another site.")));
            return;
        }
        context.next();
    }

    static void signInFirst(RoutingContext context) {
        if (!HttpMethod.GET.equals(context.request().method())) {
            send(context, PageReply.html(401, Templates.problem(null, 401, "Sign in first.")));
            return;
        }
        String wanted = context.request().uri();
        send(
                context,
                PageReply.see(SignInRoutes.PATH
                        + (wanted.equals("/") ? "" : "?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8))));
    }

    private void answer(RoutingContext context, Page page) {
        Caller caller = context.get(CALLER);
        PageRequest request;
        try {
            places.enter(caller.name());
        } catch (ApiProblem e) {
            fail(context, caller, e);
            return;
        }
        try {
            request = new PageRequest(caller, context.pathParams(), fields(context));
        } catch (ApiProblem e) {
            places.leave(caller.name());
            fail(context, caller, e);
            return;
        }
        long timer = vertx.setTimer(
                TIMEOUT_MS,
                late -> fail(
                        context,
                        caller,
                        new ApiProblem(503, "There was no answer within " + TIMEOUT_MS / 1000 + " s.")));
        workers.<PageReply>executeBlocking(() -> page.answer(request), false).onComplete(done -> {
            vertx.cancelTimer(timer);
            places.leave(caller.name());
            if (done.succeeded()) {
                send(context, done.result());
            } else {
                fail(context, caller, done.cause());
            }
        });
    }

    private static Map<String, String> fields(RoutingContext context) {
        Map<String, String> fields = new HashMap<>();
        MultiMap query = context.queryParams();
        query.names().forEach(name -> fields.put(name, String.valueOf(query.get(name))));
        if (HttpMethod.POST.equals(context.request().method())) {
            MultiMap form = context.request().formAttributes();
            form.names().forEach(name -> fields.put(name, String.valueOf(form.get(name))));
        }
        return fields;
    }

    private static void fail(RoutingContext context, @Nullable Caller caller, Throwable cause) {
        if (cause instanceof ApiProblem problem) {
            send(
                    context,
                    PageReply.html(
                            problem.status(),
                            Templates.problem(caller, problem.status(), String.valueOf(problem.getMessage()))));
        } else {
            LOG.error("event=page_failed path={}", context.normalizedPath(), cause);
            send(context, PageReply.html(500, Templates.problem(caller, 500, "This page failed; the log says why.")));
        }
    }

    static void send(RoutingContext context, PageReply reply) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        secure(context).setStatusCode(reply.status()).putHeader("Cache-Control", "no-store");
        reply.headers().forEach(context.response()::putHeader);
        context.response().end(Buffer.buffer(reply.content()));
    }

    private static void send(RoutingContext context, Assets.Asset asset) {
        secure(context)
                .putHeader("Content-Type", asset.contentType())
                .putHeader("Cache-Control", "max-age=3600")
                .putHeader("ETag", asset.etag());
        if (asset.etag().equals(context.request().getHeader("If-None-Match"))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().end(Buffer.buffer(asset.content()));
        }
    }

    private static io.vertx.core.http.HttpServerResponse secure(RoutingContext context) {
        return context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
}
