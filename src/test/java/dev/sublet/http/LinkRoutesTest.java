package dev.sublet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sublet.bot.access.AccessRole;
import dev.sublet.bot.access.Grant;
import dev.sublet.bot.access.OneTimeLinks;
import dev.sublet.bot.action.Action;
import dev.sublet.bot.plan.Placed;
import dev.sublet.bot.resource.Owner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Over real HTTP; who is signed in is said by a header here. */
class LinkRoutesTest {
    private static final String ANN = "ann@example.com";
    private static final String SECRET = "canary-" + "kubeconfig";

    private final List<Action> told = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private volatile boolean ledgerIsFull;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final OneTimeLinks links = new OneTimeLinks(
            action -> {
                if (ledgerIsFull) {
                    throw new IllegalStateException("full, and " + SECRET);
                }
                told.add(action);
            },
            clock);
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        new LinkRoutes(
                        links,
                        request -> Optional.ofNullable(request.getHeader("X-Person")),
                        false,
                        vertx.createSharedWorkerExecutor("links", 2))
                .mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        log.start();
        ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(log);
    }

    @AfterEach
    void stop() throws Exception {
        ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(log);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private String offer() {
        return links.offer(
                "host-1",
                new Placed("a", "teams", "uid-a", "vcluster-a", new Owner("shop", "cc-1", null), null),
                new Grant(ANN, AccessRole.VIEW, SECRET, true, now, null));
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String token, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address("/link"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + token));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    @Test
    void looking_shows_a_button_and_uses_nothing_up_whoever_looks() throws Exception {
        String token = offer();
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> stranger = get("/link/" + token);
            assertEquals(200, stranger.statusCode());
            assertFalse(stranger.body().contains(SECRET) || stranger.body().contains(token), stranger::body);
            assertTrue(stranger.body().contains("/sign-in?to=/link\""), stranger::body);
            HttpResponse<String> ann = get("/link/" + token, "X-Person", ANN);
            assertTrue(ann.body().contains("<form method=\"post\" action=\"/link\">"), ann::body);
            assertFalse(ann.body().contains(SECRET), ann::body);
        }
        HttpResponse<String> back = get("/link", "X-Person", ANN, "Cookie", "sublet-link=" + token);
        assertTrue(back.body().contains("<button"), back::body);
        assertTrue(links.isOpen(token));
        assertEquals(List.of(), told);
    }

    @Test
    void the_button_hands_it_over_once_to_its_person_and_nobody_keeps_it() throws Exception {
        String token = offer();

        assertEquals(401, post(token).statusCode());
        assertEquals(404, post(token, "X-Person", "bob@example.com").statusCode());
        assertEquals(404, post("x".repeat(43), "X-Person", ANN).statusCode());
        assertTrue(links.isOpen(token));
        HttpResponse<String> taken = post(token, "X-Person", ANN, "Sec-Fetch-Site", "same-origin", "Origin", "null");

        assertEquals(200, taken.statusCode());
        assertEquals(SECRET, taken.body());
        assertEquals("no-store", taken.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                "no-referrer", taken.headers().firstValue("Referrer-Policy").orElse(""));
        assertEquals(
                "attachment; filename=\"a.kubeconfig\"",
                taken.headers().firstValue("Content-Disposition").orElse(""));
        assertTrue(
                taken.headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'none'"));
        assertEquals(404, post(token, "X-Person", ANN).statusCode());
        assertEquals(410, get("/link/" + token, "X-Person", ANN).statusCode());
        assertEquals(1, told.size());
        assertEquals(ANN, told.get(0).requestedBy());
        assertEquals("kubeconfig handed over to 127.0.0.1", told.get(0).message());
        assertFalse(told.toString().contains(SECRET) || told.toString().contains(token), told::toString);
    }

    @Test
    void forms_of_other_sites_and_late_ones_get_nothing() throws Exception {
        String token = offer();

        assertEquals(
                403,
                post(token, "X-Person", ANN, "Sec-Fetch-Site", "cross-site").statusCode());
        assertEquals(
                403,
                post(token, "X-Person", ANN, "Origin", "https://evil.example.com")
                        .statusCode());
        now = now.plus(Duration.ofMinutes(10));
        assertEquals(404, post(token, "X-Person", ANN).statusCode());
        assertEquals(410, get("/link/" + token, "X-Person", ANN).statusCode());
    }

    @Test
    void nothing_secret_reaches_the_log_even_when_the_ledger_fails() throws Exception {
        String token = offer();
        ledgerIsFull = true;

        HttpResponse<String> failed = post(token, "X-Person", ANN);

        assertEquals(503, failed.statusCode());
        assertFalse(failed.body().contains(SECRET), failed::body);
        String logged = log.list.stream().map(LinkRoutesTest::whole).toList().toString();
        assertTrue(logged.contains("hand_over_failed"), logged);
        assertFalse(logged.contains(SECRET) || logged.contains(token), logged);
    }

    private static String whole(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getMessage());
    }
}
