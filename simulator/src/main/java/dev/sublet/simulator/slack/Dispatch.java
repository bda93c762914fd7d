package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Writes requests for the app, sends them the way that the app asked for, and keeps a record. Thread-safe. */
final class Dispatch {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final House house;
    private final Journal journal;
    private final Outbound sockets;
    private final boolean socketMode;
    private volatile Outbound http = request -> CompletableFuture.completedFuture(
            new Outbound.Reply(0, "", "dispatch_failed", false, java.time.Duration.ZERO));

    Dispatch(House house, Journal journal, Outbound sockets, boolean socketMode) {
        this.house = house;
        this.journal = journal;
        this.sockets = sockets;
        this.socketMode = socketMode;
    }

    void http(Outbound outbound) {
        http = outbound;
    }

    CompletableFuture<Outbound.Reply> command(Map<String, String> form) {
        ObjectNode payload = Json.object();
        form.forEach(payload::put);
        return send(new Outbound.Request("slash_commands", payload, FORM, encoded(form), Map.of()));
    }

    CompletableFuture<Outbound.Reply> interaction(JsonNode payload) {
        String body = encoded(Map.of("payload", Json.text(payload)));
        return send(new Outbound.Request("interactive", payload, FORM, body, Map.of()));
    }

    /**
     * Sends an event.
     *
     * @param retry 0 for the first time
     */
    CompletableFuture<Outbound.Reply> event(JsonNode envelope, int retry, String reason) {
        Map<String, String> headers = retry == 0
                ? Map.of()
                : Map.of("X-Slack-Retry-Num", Integer.toString(retry), "X-Slack-Retry-Reason", reason);
        return send(new Outbound.Request("events_api", envelope, "application/json", Json.text(envelope), headers));
    }

    private CompletableFuture<Outbound.Reply> send(Outbound.Request request) {
        journal.add(house.clock().instant(), Journal.Direction.REQUEST, request.kind(), Json.text(request.payload()));
        return (socketMode ? sockets : http).send(request).thenApply(reply -> {
            journal.add(house.clock().instant(), Journal.Direction.ACKNOWLEDGEMENT, request.kind(), reply.body());
            return reply;
        });
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
