package dev.sublet.http;

import dev.sublet.api.Api;
import dev.sublet.api.ApiProblem;
import dev.sublet.api.ApiRequest;
import dev.sublet.api.Body;
import dev.sublet.api.Caller;
import dev.sublet.api.OpenApi;
import dev.sublet.api.Operation;
import dev.sublet.api.Reply;
import dev.sublet.api.Upload;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API over HTTP. Who calls is known before a byte of the body is read; answers are made on workers, a bounded number at a
 * time, and a bounded number wait.
 */
final class ApiRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRoutes.class);
    private static final String PREFIX = Api.BASE + "/";
    private static final int JSON_BYTES_MAX = 64 << 10;
    /** Of files that people keep, such as a price book, inside JSON. */
    private static final int TEXTS_BYTES_MAX = 1 << 20;

    private static final int BODY_TIMEOUT_MS = 30_000;
    private static final int UPLOAD_TIMEOUT_MS = 600_000;
    private static final String RETRY_AFTER_S = "5";
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ID = "api-request-id";
    private static final String CALLER = "api-caller";
    private static final String BODY_TIMER = "api-body-timer";

    private final Vertx vertx;
    private final Api api;
    private final WorkerExecutor workers;
    private final ApiPlaces places;
    private final SecureRandom random = new SecureRandom();

    ApiRoutes(Vertx vertx, Api api, WorkerExecutor workers) {
        this.vertx = vertx;
        this.api = api;
        this.workers = workers;
        this.places =
                new ApiPlaces(api.settings().callsAtOnce() + api.settings().callsWaiting());
    }

    void mount(Router router) {
        String document = OpenApi.json();
        router.route(PREFIX + "*").handler(this::begin);
        router.get(PREFIX + "openapi.json")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(document));
        // A path of words goes before one with a parameter in the same place.
        List<Operation> ordered = new ArrayList<>(api.operations());
        ordered.sort(
                Comparator.comparing((Operation operation) -> operation.path().contains("{")));
        String uploads = api.uploads().toString();
        for (Operation operation : ordered) {
            route(router, operation).handler(context -> admit(context, operation));
            if (operation.body() != Body.NONE) {
                route(router, operation).handler(body(operation, uploads));
            }
            route(router, operation).handler(context -> answer(context, operation));
        }
        // Before the failure handler of all other paths, which says nothing.
        router.route(PREFIX + "*").order(-1).failureHandler(this::failed);
        router.route(PREFIX + "*").handler(this::nothingThere);
    }

    private static Route route(Router router, Operation operation) {
        return router.route(
                HttpMethod.valueOf(operation.method()),
                Api.BASE + operation.path().replaceAll("\\{([A-Za-z]+)}", ":$1"));
    }

    private BodyHandler body(Operation operation, String uploads) {
        return operation.body() == Body.FILES
                ? BodyHandler.create(true)
                        .setUploadsDirectory(uploads)
                        .setDeleteUploadedFilesOnEnd(true)
                        .setMergeFormAttributes(false)
                        .setBodyLimit(api.settings().uploadBytesMax())
                : BodyHandler.create(false)
                        .setBodyLimit(operation.body() == Body.TEXTS ? TEXTS_BYTES_MAX : JSON_BYTES_MAX);
    }

    private void begin(RoutingContext context) {
        String given = context.request().getHeader("X-Request-Id");
        String id = given != null && REQUEST_ID.matcher(given).matches() ? given : newId();
        context.put(ID, id);
        context.response()
                .putHeader("X-Request-Id", id)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }

    private String newId() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Refuses before the body is read, so that nobody unknown makes us read anything. */
    private void admit(RoutingContext context, Operation operation) {
        try {
            Caller caller = api.admit(operation, context.request().getHeader("Authorization"));
            requireKind(operation, context.request().getHeader("Content-Type"));
            places.enter(caller.name());
            context.put(CALLER, caller);
            // Also when the caller goes away in the middle of the body.
            context.addEndHandler(end -> leave(context));
        } catch (ApiProblem e) {
            refuse(context, e);
            return;
        }
        if (operation.body() != Body.NONE) {
            int timeout = operation.body() == Body.FILES ? UPLOAD_TIMEOUT_MS : BODY_TIMEOUT_MS;
            context.put(BODY_TIMER, vertx.setTimer(timeout, timer -> {
                leave(context);
                refuse(context, new ApiProblem(408, "the body did not come within " + timeout / 1000 + " s"));
            }));
        }
        context.next();
    }

    private static void requireKind(Operation operation, @Nullable String contentType) {
        String kind = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (operation.body() == Body.FILES && !kind.startsWith("multipart/form-data")) {
            throw new ApiProblem(415, "send files as multipart/form-data, such as curl -F file=@export.csv");
        }
        if (operation.body().isJson() && !kind.isEmpty() && !kind.startsWith("application/json")) {
            throw new ApiProblem(415, "send the body as application/json, such as curl --json");
        }
    }

    private void cancel(RoutingContext context) {
        Long timer = context.remove(BODY_TIMER);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** A call that went away or failed before it was answered gives its place back, once. */
    private void leave(RoutingContext context) {
        cancel(context);
        Caller caller = context.remove(CALLER);
        if (caller != null) {
            places.leave(caller.name());
        }
    }

    private void answer(RoutingContext context, Operation operation) {
        cancel(context);
        Caller caller = context.remove(CALLER);
        if (caller == null || context.response().ended()) {
            return;
        }
        ApiRequest request;
        try {
            request = request(context, caller, operation);
        } catch (RuntimeException e) {
            places.leave(caller.name());
            context.fail(e);
            return;
        }
        long startedNanos = System.nanoTime();
        long timer = vertx.setTimer(
                api.settings().timeout().toMillis(),
                late -> refuse(
                        context,
                        new ApiProblem(
                                503,
                                "no answer within " + api.settings().timeout().toSeconds()
                                        + " s; ask for a shorter time, or raise api.timeout")));
        workers.<Reply>executeBlocking(() -> api.answer(operation, request), false)
                .onComplete(done -> {
                    vertx.cancelTimer(timer);
                    places.leave(caller.name());
                    if (done.succeeded()) {
                        send(context, done.result());
                    } else {
                        fail(context, done.cause());
                    }
                    told(context, operation, caller, startedNanos);
                });
    }

    private static ApiRequest request(RoutingContext context, Caller caller, Operation operation) {
        Map<String, List<String>> query = new HashMap<>();
        MultiMap parameters = context.queryParams();
        for (String name : parameters.names()) {
            query.put(name, List.copyOf(parameters.getAll(name)));
        }
        List<Upload> uploads = new ArrayList<>();
        if (operation.body() == Body.FILES) {
            context.fileUploads()
                    .forEach(upload -> uploads.add(new Upload(Path.of(upload.uploadedFileName()), upload.fileName())));
        }
        String body = operation.body().isJson() ? context.body().asString() : null;
        return new ApiRequest(
                caller,
                context.pathParams(),
                query,
                body == null ? "" : body,
                uploads,
                context.request().getHeader("Idempotency-Key"));
    }

    private void send(RoutingContext context, Reply reply) {
        if (context.response().ended() || context.response().closed()) {
            reply.release();
            return;
        }
        reply.headers().forEach(context.response()::putHeader);
        context.response().setStatusCode(reply.status()).putHeader("Content-Type", reply.contentType());
        Path file = reply.file();
        if (file != null) {
            context.response().sendFile(file.toString()).onComplete(sent -> reply.release());
            return;
        }
        if (HttpMethod.GET.equals(context.request().method())) {
            String etag = reply.etag();
            context.response().putHeader("ETag", etag);
            if (etag.equals(context.request().getHeader("If-None-Match"))) {
                context.response().setStatusCode(304).end();
                return;
            }
        }
        context.response().end(Buffer.buffer(reply.content()));
    }

    /** What changes something is on record in the log too; reading is told to those who look closely. */
    private static void told(RoutingContext context, Operation operation, Caller caller, long startedNanos) {
        long ms = (System.nanoTime() - startedNanos) / 1_000_000;
        int status = context.response().getStatusCode();
        String id = context.get(ID);
        if (operation.method().equals("GET")) {
            LOG.debug(
                    "event=api_call id={} caller={} operation={} status={} ms={}",
                    id,
                    caller.name(),
                    operation.id(),
                    status,
                    ms);
        } else {
            LOG.info(
                    "event=api_call id={} caller={} operation={} status={} ms={}",
                    id,
                    caller.name(),
                    operation.id(),
                    status,
                    ms);
        }
    }

    private void failed(RoutingContext context) {
        leave(context);
        Throwable cause = context.failure();
        if (cause == null || context.statusCode() == 413 || context.statusCode() == 400) {
            refuse(
                    context,
                    switch (context.statusCode()) {
                        case 413 ->
                            new ApiProblem(
                                    413,
                                    "the body is too large; the limits are " + (JSON_BYTES_MAX >> 10)
                                            + " KiB for JSON, "
                                            + (TEXTS_BYTES_MAX >> 10)
                                            + " KiB for JSON with files' texts, and "
                                            + (api.settings().uploadBytesMax() >> 10)
                                            + " KiB (api.uploadBytesMax) for files");
                        case 400 -> new ApiProblem(400, "the request cannot be read; see " + PREFIX + "openapi.json");
                        default -> new ApiProblem(404, "there is nothing at this path; see " + PREFIX + "openapi.json");
                    });
        } else {
            fail(context, cause);
        }
    }

    private void nothingThere(RoutingContext context) {
        String path = context.normalizedPath().substring(Api.BASE.length());
        String known = String.join(
                ", ",
                api.operations().stream()
                        .filter(operation -> path.matches(operation.path().replaceAll("\\{[A-Za-z]+}", "[^/]+")))
                        .map(Operation::method)
                        .toList());
        if (known.isEmpty()) {
            refuse(context, new ApiProblem(404, "there is nothing at this path; see " + PREFIX + "openapi.json"));
        } else {
            context.response().putHeader("Allow", known);
            refuse(
                    context,
                    new ApiProblem(405, "this path has no " + context.request().method() + "; it has " + known));
        }
    }

    private void fail(RoutingContext context, Throwable cause) {
        if (cause instanceof ApiProblem problem) {
            refuse(context, problem);
        } else {
            LOG.error("event=api_failed id={}", context.<String>get(ID), cause);
            refuse(context, new ApiProblem(500, "the call failed inside; the log says more under this request's ID"));
        }
    }

    /** The rest of a body is thrown away as it comes, so that the caller gets to read the answer. */
    private void refuse(RoutingContext context, ApiProblem problem) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        if (problem.status() == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        } else if (problem.status() == 429) {
            context.response().putHeader("Retry-After", RETRY_AFTER_S);
        }
        String given = context.get(ID);
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.json(given == null ? "" : given));
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            long timer =
                    vertx.setTimer(BODY_TIMEOUT_MS, id -> request.connection().close());
            request.exceptionHandler(failure -> vertx.cancelTimer(timer));
            request.handler(chunk -> {});
            request.endHandler(end -> vertx.cancelTimer(timer));
        }
    }
}
