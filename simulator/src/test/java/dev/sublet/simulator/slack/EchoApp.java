package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An app that does what a test tells it, over real HTTP. */
final class EchoApp implements AutoCloseable {
    /** A request as the app got it; the payload is parsed, for commands the form as an object. */
    record Got(Map<String, List<String>> headers, String body, JsonNode payload) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    /** What it answers. */
    record Reply(int status, String type, String body) {
        static Reply ok() {
            return new Reply(200, "text/plain", "");
        }

        static Reply json(String body) {
            return new Reply(200, "application/json", body.replace('\'', '"'));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newHttpClient();
    private final SlackStandIn slack;
    final List<Got> got = new CopyOnWriteArrayList<>();
    volatile Function<Got, Reply> behaviour = request -> Reply.ok();

    EchoApp(SlackStandIn slack) {
        this.slack = slack;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/slack/events", this::handle);
        server.start();
        slack.deliverTo(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events"));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode payload;
        if (body.startsWith("{")) {
            payload = Json.parse(body).orElseThrow();
        } else {
            Map<String, String> form = Arguments.form(body);
            var object = Json.object();
            form.forEach(object::put);
            payload = form.containsKey("payload")
                    ? Json.parse(form.get("payload")).orElseThrow()
                    : object;
        }
        Got request = new Got(Map.copyOf(exchange.getRequestHeaders()), body, payload);
        got.add(request);
        Reply reply = behaviour.apply(request);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    Got last() {
        return got.get(got.size() - 1);
    }

    /** Calls the Web API with JSON in single quotes. */
    JsonNode call(String method, String json) {
        return Json.parse(send("api/" + method, slack.app().botToken(), "application/json", json.replace('\'', '"'))
                        .body())
                .orElseThrow();
    }

    /** Calls the Web API with a form. */
    JsonNode form(String method, String form) {
        return Json.parse(send("api/" + method, slack.app().botToken(), "application/x-www-form-urlencoded", form)
                        .body())
                .orElseThrow();
    }

    HttpResponse<String> send(String path, String token, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : slack.url() + path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
