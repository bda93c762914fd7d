package dev.sublet.simulator.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SocketModeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final SlackStandIn slack = SlackStandIn.start(
            AppSettings.of("sublet", "/vcluster").withSocketMode(true), Clock.systemUTC(), 0, Duration.ofMillis(500));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Person ann = slack.workspace().person("ann", "ann@example.com");
    private final Channel payments = slack.workspace().channel("payments", ann);

    @AfterEach
    void close() {
        slack.close();
    }

    /** Acknowledges all it gets, commands with a greeting, unless told to be silent. */
    private static final class Link implements WebSocket.Listener {
        final List<JsonNode> got = new CopyOnWriteArrayList<>();
        volatile boolean silent;
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = Json.parse(text.toString()).orElseThrow();
                text.setLength(0);
                got.add(message);
                if (message.has("envelope_id") && !silent) {
                    boolean greets = message.path("type").asText().equals("slash_commands");
                    String payload = greets ? ",\"payload\":{\"text\":\"hi\"}" : "";
                    String id = message.path("envelope_id").asText();
                    socket.request(1);
                    return socket.sendText("{\"envelope_id\":\"" + id + "\"" + payload + "}", true);
                }
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }

    private String open() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slack.apiUrl() + "apps.connections.open"))
                .header("Authorization", "Bearer " + slack.app().appToken())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return Json.parse(body).orElseThrow().path("url").asText();
    }

    private Link connect(String url) {
        Link link = new Link();
        client.newWebSocketBuilder().buildAsync(URI.create(url), link).join();
        return link;
    }

    private <T> T soon(String what, java.util.function.Supplier<Optional<T>> question) throws InterruptedException {
        return slack.await(what, SOON, question);
    }

    @Test
    void requests_go_over_a_socket_that_the_app_opened_and_are_answered_there() throws Exception {
        assertEquals(
                "/vcluster failed with the error \"dispatch_failed\"",
                slack.as(ann).command(payments, "/vcluster list").trouble());
        Link link = connect(open());
        soon(
                "hello",
                () -> link.got.stream()
                        .filter(one -> one.path("type").asText().equals("hello"))
                        .findFirst());
        soon("a link", () -> Optional.of(slack.socketCount()).filter(count -> count == 1));
        assertTrue(slack.as(ann).command(payments, "/vcluster list").isFine());
        assertEquals("hi", slack.as(ann).sees(payments).get(0).text());
        slack.as(ann).say(payments, "@sublet hello");
        JsonNode event = soon(
                "an event",
                () -> link.got.stream()
                        .filter(one -> one.path("type").asText().equals("events_api"))
                        .findFirst());
        assertEquals("app_mention", event.at("/payload/event/type").asText());
        assertEquals(0, event.path("retry_attempt").asInt(-1));
    }

    @Test
    void an_event_without_acknowledgement_comes_again_and_a_command_times_out() throws Exception {
        Link link = connect(open());
        soon("a link", () -> Optional.of(slack.socketCount()).filter(count -> count == 1));
        link.silent = true;
        assertEquals(
                "/vcluster failed with the error \"operation_timeout\"",
                slack.as(ann).command(payments, "/vcluster list").trouble());
        slack.as(ann).say(payments, "@sublet hello");
        JsonNode again = soon(
                "a retry",
                () -> link.got.stream()
                        .filter(one -> one.path("retry_attempt").asInt() == 1)
                        .findFirst());
        assertEquals("timeout", again.path("retry_reason").asText());
    }

    @Test
    void a_ticket_lets_one_connection_in_and_a_refresh_says_good_bye_first() throws Exception {
        String url = open();
        Link link = connect(url);
        assertThrows(CompletionException.class, () -> connect(url));
        soon("a link", () -> Optional.of(slack.socketCount()).filter(count -> count == 1));
        slack.refreshSockets();
        JsonNode bye = soon(
                "good-bye",
                () -> link.got.stream()
                        .filter(one -> one.path("type").asText().equals("disconnect"))
                        .findFirst());
        assertEquals("refresh_requested", bye.path("reason").asText());
        soon("no link", () -> Optional.of(slack.socketCount()).filter(count -> count == 0));
    }
}
