package dev.sublet.simulator.api;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node's kubelet on a port of its own. Thread-safe. */
final class Kubelet {
    private final String node;
    private final HttpServer server;
    private volatile @Nullable Supplier<String> summary;
    private volatile @Nullable KubeletFault fault;

    /** The server must be listening already, with {@code answer} to be set as its handler's target. */
    Kubelet(String node, HttpServer server) {
        this.node = node;
        this.server = server;
    }

    int port() {
        return server.actualPort();
    }

    void summary(Supplier<String> source) {
        summary = source;
    }

    void fault(@Nullable KubeletFault newFault) {
        fault = newFault;
    }

    void close() {
        server.close();
    }

    /** At the kubelet's own port. */
    void route(HttpServerRequest request) {
        if (Query.of(request.uri()).path().equals("/stats/summary")) {
            answer(request);
        } else {
            send(request, 404, "404 page not found");
        }
    }

    /** GET /stats/summary, whichever way it came. */
    void answer(HttpServerRequest request) {
        KubeletFault now = fault;
        if (now != null) {
            switch (now) {
                case SILENT -> request.connection().close();
                case ERROR -> send(request, 500, "the simulated kubelet of " + node + " fails");
                case HANGS -> request.response().exceptionHandler(ignored -> {});
            }
            return;
        }
        Supplier<String> source = summary;
        if (source == null) {
            send(request, 503, "the simulated kubelet of " + node + " has no summary yet");
            return;
        }
        request.response().putHeader("Content-Type", "application/json");
        send(request, 200, source.get());
    }

    private static void send(HttpServerRequest request, int status, String body) {
        request.response().setStatusCode(status).end(body);
    }
}
