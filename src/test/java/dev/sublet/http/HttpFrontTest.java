package dev.sublet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.Problem;
import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.daemon.AuditSources;
import dev.sublet.endpoint.QuestionHandler;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.reporter.question.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFrontTest {
    private static final String TOKEN = "0123456789abcdef-token";
    private static final String EVENT = """
            {"level":"Metadata","auditID":"%s","stage":"ResponseComplete","requestURI":"/api/v1/pods","verb":"list",
             "user":{"username":"alice@example.com"},"objectRef":{"resource":"pods","namespace":"default"},
             "stageTimestamp":"2026-11-22T13:00:00.000000Z"}""";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder = Path.of("");

    private static String list(String... items) {
        return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[" + String.join(",", items)
                + "]}";
    }

    private static HttpFront front(HttpSettings settings, AuditSink sink) {
        return new HttpFront(
                settings,
                new AuditTokens(Map.of("payments", TOKEN)),
                sink,
                Health.good(),
                new Measures(),
                new QuestionHandler("secret", question -> Answer.of("hello\n")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private HttpResponse<String> post(String address, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String get(HttpFront front, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static long count(Ledger ledger, String table) {
        return ledger.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void what_is_answered_with_200_is_in_the_ledger_once_and_a_bad_event_costs_the_others_nothing()
            throws IOException, InterruptedException {
        AuditSources sources =
                new AuditSources(List.of(new AuditSource("payments", "team-payments", "payments", TOKEN)));
        try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC());
                HttpFront front =
                        front(HttpSettings.loopback(0), sources.sink(new AuditIntake(ledger), Clock.systemUTC()))) {
            String body = list(EVENT.formatted("a"), "{\"auditID\":7}", EVENT.formatted("b"));

            assertEquals(
                    200, post(front.port() + "/audit/payments", TOKEN, body).statusCode());
            assertEquals(2, count(ledger, "audit_event"));
            assertEquals(1, count(ledger, "audit_set_aside"));

            HttpResponse<String> again =
                    post(front.port() + "/audit/payments/" + TOKEN, "", list(EVENT.formatted("a")));
            assertEquals("{\"stored\":0,\"duplicates\":1,\"setAside\":0}", again.body());
            assertEquals(2, count(ledger, "audit_event"));
            assertTrue(get(front, "/metrics").contains("sublet_audit_events_total{outcome=\"duplicate\"} 1.0"));
        }
    }

    @Test
    void a_wrong_token_and_an_unknown_source_get_the_same_answer_without_a_word()
            throws IOException, InterruptedException {
        try (HttpFront front = front(HttpSettings.loopback(0), (source, body) -> new AuditReceipt(1, 0, 0))) {
            for (String path : List.of("/audit/payments", "/audit/nobody", "/audit/payments/wrong")) {
                HttpResponse<String> response = post(front.port() + path, "wrong", list());
                assertEquals(401, response.statusCode(), path);
                assertEquals("", response.body(), path);
            }
            assertEquals(401, post(front.port() + "/audit/nobody", "", list()).statusCode());
            assertFalse(get(front, "/metrics").contains("nobody"));
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() throws IOException, InterruptedException {
        HttpSettings small = new HttpSettings("127.0.0.1", 0, 2048, Duration.ofSeconds(30), 8);
        try (HttpFront front = front(small, (source, body) -> new AuditReceipt(1, 0, 0))) {
            assertEquals(
                    413,
                    post(front.port() + "/audit/payments", TOKEN, "x".repeat(4096))
                            .statusCode());
            byte[] half = "x".repeat(1500).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            HttpRequest chunked = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + front.port() + "/audit/payments/" + TOKEN))
                    .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(half, half)))
                    .build();
            assertEquals(
                    413,
                    client.send(chunked, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void more_calls_than_may_be_inside_are_told_to_come_again() throws IOException, InterruptedException {
        HttpSettings one = new HttpSettings("127.0.0.1", 0, 1 << 20, Duration.ofSeconds(30), 1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AuditSink waiting = (source, body) -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new AuditReceipt(1, 0, 0);
        };
        try (HttpFront front = front(one, waiting)) {
            CompletableFuture<HttpResponse<String>> first = client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + "/audit/payments/" + TOKEN))
                            .POST(HttpRequest.BodyPublishers.ofString(list()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            inside.await();
            assertEquals(
                    429, post(front.port() + "/audit/payments", TOKEN, list()).statusCode());
            goOn.countDown();
            assertEquals(200, first.join().statusCode());
        }
    }

    @Test
    void a_ledger_that_does_not_take_it_makes_the_api_server_send_again() throws IOException, InterruptedException {
        AuditSink full = (source, body) -> {
            throw new LedgerException("the disk is full");
        };
        try (HttpFront front = front(HttpSettings.loopback(0), full)) {
            HttpResponse<String> response = post(front.port() + "/audit/payments", TOKEN, list());
            assertEquals(503, response.statusCode());
            assertEquals("", response.body());
        }
    }

    @Test
    void a_port_in_use_is_said_in_one_line() {
        try (HttpFront front = front(HttpSettings.loopback(0), (source, body) -> new AuditReceipt(0, 0, 0))) {
            Problem problem = assertThrows(
                    Problem.class,
                    () -> front(HttpSettings.loopback(front.port()), (source, body) -> new AuditReceipt(0, 0, 0))
                            .close());
            assertEquals(3, problem.exitCode());
            assertTrue(String.valueOf(problem.getMessage()).contains("cannot listen on 127.0.0.1:" + front.port()));
        }
    }

    @Test
    void health_is_told() throws IOException, InterruptedException {
        try (HttpFront front = front(HttpSettings.loopback(0), (source, body) -> new AuditReceipt(0, 0, 0))) {
            assertEquals("{\"status\":\"ok\"}", get(front, "/healthz"));
            assertEquals("{\"status\":\"ok\"}", get(front, "/readyz"));
            assertEquals(
                    401,
                    post(front.questionAddress().substring("127.0.0.1:".length()) + "/cli/question", "x", "{}")
                            .statusCode());
        }
    }
}
