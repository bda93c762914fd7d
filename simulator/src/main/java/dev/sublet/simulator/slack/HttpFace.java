package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The stand-in's server on loopback: the Web API, response URLs, WebSockets. */
final class HttpFace {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int BODY_MAX = 2 * 1024 * 1024;
    private static final long START_SECONDS = 10;
    private static final long RETRY_LOOK_MS = 100;

    private final Vertx vertx;
    private final House house;
    private final AppSettings app;
    private final WebApi api;
    private final Acts acts;
    private final Sockets sockets;
    private final Journal journal;
    private final Page page;
    private final HttpServer server;

    private HttpFace(
            Vertx vertx,
            int port,
            House house,
            AppSettings app,
            WebApi api,
            Acts acts,
            Sockets sockets,
            Journal journal,
            Events events,
            Page page) {
        this.vertx = vertx;
        this.house = house;
        this.app = app;
        this.api = api;
        this.acts = acts;
        this.sockets = sockets;
        this.journal = journal;
        this.page = page;
        HttpServerOptions options =
                new HttpServerOptions().setHost(LOOPBACK).setPort(port).setHttp2ClearTextEnabled(false);
        server = await(
                vertx.createHttpServer(options).requestHandler(this::route).listen(),
                "the stand-in for Slack cannot listen on " + LOOPBACK + ":" + port);
        vertx.setPeriodic(RETRY_LOOK_MS, timer -> events.sendDue());
    }

    static HttpFace start(
            int port,
            House house,
            AppSettings app,
            WebApi api,
            Acts acts,
            Sockets sockets,
            Journal journal,
            Events events,
            Page page) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            return new HttpFace(vertx, port, house, app, api, acts, sockets, journal, events, page);
        } catch (IllegalStateException failed) {
            vertx.close();
            throw failed;
        }
    }

    private static <T> T await(io.vertx.core.Future<T> future, String failure) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure, interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failure + ": " + failed.getMessage(), failed);
        }
    }

    int port() {
        return server.actualPort();
    }

    void close() {
        await(vertx.close(), "the stand-in for Slack does not stop");
    }

    private void link(HttpServerRequest request, String ticket) {
        int status = sockets.admit(ticket);
        if (status == 101) {
            request.toWebSocket().onSuccess(sockets::greet);
        } else {
            request.response().setStatusCode(status).end();
        }
    }

    private void route(HttpServerRequest request) {
        String path = request.path();
        boolean post = request.method().equals(HttpMethod.POST);
        if (path.startsWith("/api/")) {
            // Slack's SDK asks some methods with GET; the arguments are then in the query.
            withBody(request, body -> call(request, path.substring(5), post ? body : String.valueOf(request.query())));
        } else if (post && path.startsWith("/respond/")) {
            withBody(request, body -> respond(request, path.substring(9), body));
        } else if (page.owns(path)) {
            page.route(request);
        } else if (path.startsWith("/link/")) {
            link(request, path.substring(6));
        } else {
            request.response().setStatusCode(404).end("no such place in the stand-in: " + path);
        }
    }

    static void withBody(HttpServerRequest request, Consumer<String> then) {
        Buffer read = Buffer.buffer();
        request.handler(part -> {
            if (read.length() + part.length() > BODY_MAX) {
                request.response().setStatusCode(413).end("more than " + BODY_MAX + " bytes");
                request.connection().close();
            } else {
                read.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            if (!request.response().ended()) {
                then.accept(read.toString());
            }
        });
    }

    private void call(HttpServerRequest request, String method, String body) {
        WebApi.Answer answer =
                api.call(method, header(request, "Content-Type"), header(request, "Authorization"), body);
        var response = request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("X-OAuth-Scopes", String.join(",", app.scopes()));
        if (answer.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Long.toString(answer.retryAfterSeconds()));
        }
        response.end(Json.text(answer.body()));
    }

    private void respond(HttpServerRequest request, String ticket, String body) {
        journal.add(house.clock().instant(), Journal.Direction.FROM_APP, "response_url", body);
        try {
            JsonNode answer = Json.parse(body).orElseThrow(() -> new SlackException("invalid_payload"));
            acts.respond(ticket, answer);
            request.response().end("ok");
        } catch (SlackException refusal) {
            api.refused("response_url", refusal.error(), refusal.messages());
            boolean gone = refusal.error().endsWith("_url");
            request.response().setStatusCode(gone ? 404 : 400).end(refusal.error());
        }
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
