package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Socket Mode: WebSockets that the app opened, any of which gets a request. Thread-safe. */
final class Sockets implements Outbound {
    static final int LINKS_MAX = 10;
    private static final int TICKETS_MAX = 100;

    private final House house;
    private final Duration patience;
    private final Set<String> tickets = new LinkedHashSet<>();
    private final List<ServerWebSocket> links = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong turn = new AtomicLong();

    Sockets(House house, Duration patience) {
        this.house = house;
        this.patience = patience;
    }

    /** A place that takes one connection; part of the URL that {@code apps.connections.open} answers. */
    synchronized String ticket() {
        if (tickets.size() >= TICKETS_MAX) {
            tickets.remove(tickets.iterator().next());
        }
        String ticket = house.change(() -> house.token("t"));
        tickets.add(ticket);
        return ticket;
    }

    int count() {
        return links.size();
    }

    /** HTTP status for whoever wants to connect with this ticket: 101 when they may. */
    int admit(String ticket) {
        if (!spend(ticket)) {
            return 401;
        }
        return links.size() >= LINKS_MAX ? 429 : 101;
    }

    void greet(ServerWebSocket link) {
        link.textMessageHandler(this::acknowledged);
        link.closeHandler(closed -> house.alter(() -> links.remove(link)));
        ObjectNode hello = Json.object().put("type", "hello").put("num_connections", links.size() + 1);
        hello.set("connection_info", Json.object().put("app_id", Payloads.APP_ID));
        hello.set(
                "debug_info",
                Json.object()
                        .put("host", "stand-in")
                        .put("build_number", 1)
                        .put("approximate_connection_time", 18_060));
        link.writeTextMessage(Json.text(hello));
        house.alter(() -> links.add(link));
    }

    private synchronized boolean spend(String ticket) {
        return tickets.remove(ticket);
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        List<ServerWebSocket> now = List.copyOf(links);
        if (now.isEmpty()) {
            return CompletableFuture.completedFuture(new Reply(0, "", "dispatch_failed", false, Duration.ZERO));
        }
        ServerWebSocket link = now.get((int) (turn.getAndIncrement() % now.size()));
        String id = house.change(() -> house.token("e"));
        ObjectNode envelope = Json.object()
                .put("envelope_id", id)
                .put("type", request.kind())
                .put("accepts_response_payload", !request.kind().equals("events_api"));
        envelope.set("payload", request.payload());
        if (request.kind().equals("events_api")) {
            String retry = request.headers().getOrDefault("X-Slack-Retry-Num", "0");
            envelope.put("retry_attempt", Integer.parseInt(retry))
                    .put("retry_reason", retry.equals("0") ? "" : "timeout");
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        long start = System.nanoTime();
        link.writeTextMessage(Json.text(envelope));
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).handle((ack, failure) -> {
            waiting.remove(id);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (failure != null) {
                return new Reply(0, "", "operation_timeout", false, took);
            }
            JsonNode payload = ack.path("payload");
            String body = payload.isMissingNode() || payload.isNull()
                    ? ""
                    : payload.isTextual() ? payload.textValue() : Json.text(payload);
            return new Reply(200, body, "", false, took);
        });
    }

    private void acknowledged(String text) {
        Json.parse(text).ifPresent(ack -> {
            CompletableFuture<JsonNode> answer =
                    waiting.get(ack.path("envelope_id").asText());
            if (answer != null) {
                answer.complete(ack);
            }
        });
    }

    /** Slack's regular good-bye: the app is to connect anew, then the old connections close. */
    void refresh() {
        ObjectNode bye = Json.object().put("type", "disconnect").put("reason", "refresh_requested");
        bye.set("debug_info", Json.object().put("host", "stand-in"));
        for (ServerWebSocket link : links) {
            link.writeTextMessage(Json.text(bye)).onComplete(sent -> link.close());
        }
    }

    /** Cuts all connections without a word. */
    void cut() {
        links.forEach(ServerWebSocket::close);
    }
}
