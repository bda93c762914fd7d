package dev.sublet.simulator.slack;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The local page: files, state, news of changes, and acts. Only pages from here may ask, only under loopback's names. */
final class Page {
    private static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/page.js", "page.js",
            "/page.css", "page.css",
            "/licences", "LICENCES.txt");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "txt", "text/plain; charset=utf-8");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final House house;
    private final PageState state;
    private final PageActs acts;

    Page(House house, PageState state, PageActs acts) {
        this.house = house;
        this.state = state;
        this.acts = acts;
    }

    /** Whether this is a request for the page. */
    boolean owns(String path) {
        return FILES.containsKey(path) || path.startsWith("/page/");
    }

    void route(HttpServerRequest request) {
        HttpServerResponse response = request.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store");
        String file = FILES.get(request.path());
        if (!isLocal(request)) {
            response.setStatusCode(421).end("ask for 127.0.0.1 or localhost");
        } else if (file != null) {
            serve(response, file);
        } else {
            switch (request.path()) {
                case "/page/state" -> state(request, response);
                case "/page/events" -> follow(response);
                case "/page/act" -> act(request, response);
                default -> response.setStatusCode(404).end("no such place in the page");
            }
        }
    }

    /** A name that somebody else's server gave to loopback must not open the page to that server's scripts. */
    private static boolean isLocal(HttpServerRequest request) {
        String host = String.valueOf(request.getHeader("Host"));
        String origin = request.getHeader("Origin");
        boolean fromHere = origin == null || origin.equals("http://" + host);
        String name = host.replaceFirst(":\\d+$", "");
        return fromHere && Set.of("127.0.0.1", "localhost").contains(name);
    }

    private static void serve(HttpServerResponse response, String file) {
        try (InputStream in = Page.class.getResourceAsStream("page/" + file)) {
            if (in == null) {
                throw new IOException("the jar lacks page/" + file);
            }
            response.putHeader("Content-Type", TYPES.getOrDefault(file.replaceFirst(".*\\.", ""), "text/plain"))
                    .end(io.vertx.core.buffer.Buffer.buffer(in.readAllBytes()));
        } catch (IOException missing) {
            response.setStatusCode(500).end(String.valueOf(missing.getMessage()));
        }
    }

    private void state(HttpServerRequest request, HttpServerResponse response) {
        String as = request.getParam("as");
        json(response, Json.text(house.read(() -> state.of(as == null ? "" : as))));
    }

    private void follow(HttpServerResponse response) {
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        var context = io.vertx.core.Vertx.currentContext();
        AtomicBoolean told = new AtomicBoolean();
        AutoCloseable subscription;
        try {
            // Changes that come while one is being told are told with it: the page asks for the state anew anyhow.
            subscription = house.listen(version -> {
                if (told.compareAndSet(false, true)) {
                    context.runOnContext(now -> {
                        told.set(false);
                        if (!response.closed()) {
                            response.write("data: " + house.version() + "\n\n");
                        }
                    });
                }
            });
        } catch (IllegalStateException full) {
            response.setStatusCode(503).end(String.valueOf(full.getMessage()));
            return;
        }
        response.closeHandler(closed -> {
            try {
                subscription.close();
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        response.write("data: " + house.version() + "\n\n");
    }

    private void act(HttpServerRequest request, HttpServerResponse response) {
        String type = String.valueOf(request.getHeader("Content-Type"));
        // A foreign page's form cannot send this type without asking first, and nobody here would allow it.
        if (!request.method().equals(HttpMethod.POST) || !type.startsWith("application/json")) {
            response.setStatusCode(415).end("POST application/json");
            return;
        }
        HttpFace.withBody(
                request,
                body -> acts.perform(body)
                        .thenAccept(answer -> json(response, Json.text(answer)))
                        .exceptionally(failure -> {
                            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                            response.setStatusCode(400).end(String.valueOf(cause.getMessage()));
                            return null;
                        }));
    }

    private static void json(HttpServerResponse response, String body) {
        response.putHeader("Content-Type", "application/json; charset=utf-8").end(body);
    }
}
