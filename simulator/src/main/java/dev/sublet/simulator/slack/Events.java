package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Events for the app, sent again as Slack does: at once, after a minute, after five. Thread-safe. */
final class Events {
    private static final List<Duration> RETRIES = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final int DUE_MAX = 10_000;

    private record Due(Instant at, JsonNode envelope, int retry, String reason) {}

    private final House house;
    private final AppSettings app;
    private final Person bot;
    private final Dispatch dispatch;
    private final List<Due> due = new ArrayList<>();

    Events(House house, AppSettings app, Person bot, Dispatch dispatch) {
        this.house = house;
        this.app = app;
        this.bot = bot;
        this.dispatch = dispatch;
    }

    /**
     * Tells the app, if it subscribed to this.
     *
     * @param subscription as in a manifest
     */
    CompletableFuture<Outcome> tell(String subscription, ObjectNode event) {
        if (!app.events().contains(subscription)) {
            return CompletableFuture.completedFuture(Outcome.NOTHING_SENT);
        }
        String id = house.change(() -> house.id("Ev", ""));
        return send(Payloads.event(event, id, house.clock().instant().getEpochSecond(), bot), 0, "");
    }

    CompletableFuture<Outcome> send(JsonNode envelope, int retry, String reason) {
        Instant sent = house.clock().instant();
        return dispatch.event(envelope, retry, reason).thenApply(reply -> {
            if (!reply.isFine() && !reply.noRetry() && retry < RETRIES.size()) {
                again(new Due(sent.plus(RETRIES.get(retry)), envelope, retry + 1, reasonOf(reply)));
            }
            return new Outcome(reply.status(), reply.body(), reply.failure(), reply.took());
        });
    }

    private static String reasonOf(Outbound.Reply reply) {
        if (reply.failure().equals("operation_timeout")) {
            return "http_timeout";
        }
        return reply.status() == 0 ? "connection_failed" : "http_error";
    }

    private void again(Due retry) {
        house.alter(() -> {
            if (due.size() < DUE_MAX) {
                due.add(retry);
            }
        });
    }

    /** Sends what is due by now, without waiting for answers. */
    void sendDue() {
        Instant now = house.clock().instant();
        List<Due> ready = house.read(() -> {
            List<Due> some = due.stream().filter(one -> !one.at().isAfter(now)).toList();
            due.removeAll(some);
            return some;
        });
        ready.forEach(one -> send(one.envelope(), one.retry(), one.reason()).exceptionally(Outcome::broken));
    }
}
