package dev.sublet.simulator.api;

import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import io.fabric8.mockwebserver.vertx.HttpServerRequestHandler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers GET on lists, objects and watches, the latter over WebSocket or as a stream of lines. */
final class ApiHandler extends HttpServerRequestHandler {
    /** Where a request goes. A null name stands for the whole list. */
    private record Target(
            KubeKind kind,
            @Nullable String namespace,
            @Nullable String name,
            boolean status) {}

    private final Map<KubeKind, KindStore> stores;
    private final Map<String, Kubelet> kubelets;
    private final Map<KubeKind, Integer> failures = new ConcurrentHashMap<>();
    private final Map<KubeKind, Writing> writings = new EnumMap<>(KubeKind.class);

    ApiHandler(Vertx vertx, Map<KubeKind, KindStore> stores, Map<String, Kubelet> kubelets) {
        super(vertx);
        this.stores = stores;
        this.kubelets = kubelets;
        stores.forEach((kind, store) -> {
            if (kind.writable()) {
                writings.put(kind, new Writing(kind, store, Clock.systemUTC()));
            }
        });
    }

    void fail(KubeKind kind, int status) {
        failures.put(kind, status);
    }

    void heal(KubeKind kind) {
        failures.remove(kind);
    }

    /** All requests but watches without WebSocket, which the mock server cannot stream, and kubelets' own paths. */
    void route(HttpServerRequest request) {
        try {
            routeSound(request);
        } catch (IllegalArgumentException unreadable) {
            request.response()
                    .setStatusCode(400)
                    .end(status(400, "BadRequest", String.valueOf(unreadable.getMessage())));
        }
    }

    private void routeSound(HttpServerRequest request) {
        Query query = Query.of(request.uri());
        Optional<Kubelet> kubelet = proxied(query.path());
        if (kubelet.isPresent()) {
            kubelet.get().answer(request);
            return;
        }
        Optional<Target> target = target(query.path());
        if (target.isPresent() && query.flag("watch") && !"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            stream(request.response(), target.get(), query);
            return;
        }
        handle(request);
    }

    @Override
    protected MockResponse onHttpRequest(RecordedRequest request) {
        try {
            return answer(request);
        } catch (IllegalArgumentException unreadable) {
            return failure(400, "BadRequest", String.valueOf(unreadable.getMessage()));
        }
    }

    private MockResponse answer(RecordedRequest request) {
        Query query = Query.of(request.getPath());
        if (!request.getMethod().equals("GET")) {
            return write(request, query);
        }
        if (query.path().equals("/version")) {
            return json(200, "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.2\"}");
        }
        Optional<Target> found = target(query.path());
        if (found.isEmpty()) {
            return failure(404, "NotFound", "no such path: " + query.path());
        }
        Target target = found.get();
        Integer fault = failures.get(target.kind());
        if (fault != null) {
            return failure(
                    fault,
                    "InternalError",
                    "the simulated API fails for " + target.kind().plural());
        }
        if (query.flag("watch")) {
            return new MockResponse().setResponseCode(101).withWebSocketUpgrade(webSocket(target, query));
        }
        return target.name() == null ? list(target, query) : single(target, target.name());
    }

    private MockResponse write(RecordedRequest request, Query query) {
        Target target = target(query.path()).orElse(null);
        Writing writing = target == null ? null : writings.get(target.kind());
        if (target == null || writing == null) {
            return failure(405, "MethodNotAllowed", "the simulated cluster is read only over HTTP for " + query.path());
        }
        String namespace = target.namespace() == null ? "" : target.namespace();
        String name = target.name() == null ? "" : target.name();
        String body = request.getUtf8Body();
        try {
            return switch (request.getMethod()) {
                case "POST" -> json(201, writing.create(namespace, body).alone());
                case "PUT" ->
                    json(
                            200,
                            writing.change(namespace, name, target.status(), false, body)
                                    .alone());
                case "PATCH" ->
                    json(
                            200,
                            writing.change(namespace, name, target.status(), true, body)
                                    .alone());
                case "DELETE" ->
                    json(
                            200,
                            writing.delete(namespace, name, body == null ? "" : body)
                                    .alone());
                default -> failure(405, "MethodNotAllowed", "no " + request.getMethod());
            };
        } catch (Writing.RefusedException refused) {
            return failure(refused.code(), refused.reason(), String.valueOf(refused.getMessage()));
        }
    }

    private MockResponse list(Target target, Query query) {
        KindStore.Snapshot snapshot = store(target.kind()).snapshot();
        Selector selector = selector(target, query);
        String items = snapshot.objects().stream()
                .filter(selector::selects)
                .map(StoredObject::body)
                .collect(Collectors.joining(","));
        return json(
                200,
                "{\"kind\":\"" + target.kind().kind() + "List\",\"apiVersion\":\""
                        + target.kind().apiVersion() + "\",\"metadata\":{\"resourceVersion\":\"" + snapshot.version()
                        + "\"},\"items\":[" + items + "]}");
    }

    private MockResponse single(Target target, String name) {
        StoredObject object = store(target.kind()).get(target.namespace() == null ? "" : target.namespace(), name);
        return object == null
                ? failure(404, "NotFound", target.kind().plural() + " \"" + name + "\" not found")
                : json(200, object.alone());
    }

    private WebSocketListener webSocket(Target target, Query query) {
        Selector selector = selector(target, query);
        long from = query.number("resourceVersion");
        return new WebSocketListener() {
            private @Nullable WatchStream stream;

            @Override
            public void onOpen(WebSocket socket, Response response) {
                // Sending from the connection's own thread never blocks and keeps the order.
                Context context = Vertx.currentContext();
                WatchStream opened = new WatchStream(
                        target.kind(),
                        selector,
                        query.flag("allowWatchBookmarks"),
                        text -> context.runOnContext(none -> socket.send(text)),
                        () -> context.runOnContext(none -> socket.close(1000, "")));
                stream = opened;
                store(target.kind()).watch(from, opened);
            }

            @Override
            public void onClosed(WebSocket socket, int code, String reason) {
                if (stream != null) {
                    store(target.kind()).unwatch(stream);
                }
            }

            @Override
            public void onFailure(WebSocket socket, Throwable error, Response response) {
                onClosed(socket, 1006, "");
            }
        };
    }

    private void stream(HttpServerResponse response, Target target, Query query) {
        Context context = Vertx.currentContext();
        long from = query.number("resourceVersion");
        Selector selector = selector(target, query);
        response.setChunked(true).putHeader("Content-Type", "application/json").setStatusCode(200);
        WatchStream opened = new WatchStream(
                target.kind(),
                selector,
                query.flag("allowWatchBookmarks"),
                text -> context.runOnContext(none -> response.write(text + "\n")),
                () -> context.runOnContext(none -> response.end()));
        response.closeHandler(none -> store(target.kind()).unwatch(opened));
        store(target.kind()).watch(from, opened);
    }

    private Selector selector(Target target, Query query) {
        String fields = query.text("fieldSelector");
        String named = target.name() == null ? fields : "metadata.name=" + target.name();
        return Selector.of(target.namespace(), query.text("labelSelector"), named);
    }

    private KindStore store(KubeKind kind) {
        KindStore store = stores.get(kind);
        if (store == null) {
            throw new IllegalStateException("no store for " + kind);
        }
        return store;
    }

    private Optional<Kubelet> proxied(String path) {
        List<String> parts = List.of(path.split("/", -1));
        // /api/v1/nodes/NAME/proxy/stats/summary, where NAME may carry a port
        if (parts.size() != 8 || !path.startsWith("/api/v1/nodes/") || !path.endsWith("/proxy/stats/summary")) {
            return Optional.empty();
        }
        return Optional.ofNullable(kubelets.get(parts.get(4).replaceFirst(":.*", "")));
    }

    private static Optional<Target> target(String path) {
        String version = Stream.of("v1", "apps/v1", "sublet.dev/v1alpha1")
                .filter(one -> path.startsWith(root(one)))
                .findFirst()
                .orElse("");
        if (version.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = List.of(path.substring(root(version).length()).split("/", -1));
        boolean inNamespace = parts.size() > 2 && parts.get(0).equals("namespaces");
        List<String> rest = inNamespace ? parts.subList(2, parts.size()) : parts;
        boolean status = rest.size() == 3 && rest.get(2).equals("status");
        if (rest.size() > 2 && !status) {
            return Optional.empty();
        }
        return KubeKind.ofPath(version, rest.get(0))
                .map(kind -> new Target(
                        kind, inNamespace ? parts.get(1) : null, rest.size() >= 2 ? rest.get(1) : null, status));
    }

    private static String root(String version) {
        return (version.contains("/") ? "/apis/" : "/api/") + version + "/";
    }

    private static MockResponse failure(int code, String reason, String message) {
        return json(code, status(code, reason, message));
    }

    static String status(int code, String reason, String message) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                + message.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"reason\":\"" + reason + "\",\"code\":"
                + code + "}";
    }

    private static MockResponse json(int code, String body) {
        return new MockResponse()
                .setResponseCode(code)
                .addHeader("Content-Type", "application/json")
                .setBody(body);
    }
}
