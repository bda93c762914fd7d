package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.api.ApiSettings;
import dev.sublet.reporter.question.AdjustQuestion;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.ClosesQuestion;
import dev.sublet.reporter.question.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API does when there is too much of something, or the same again. */
class ApiLimitsTest {
    private static final String ADJUSTMENT = """
            {"costCenter":"alpha","against":"beta","amount":"-12.50","reason":"agreed"}""";

    @TempDir
    private Path folder = Path.of("");

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger booked = new AtomicInteger();

    private static ApiSettings settings(int atOnce, int waiting, Duration timeout, long uploadBytesMax) {
        return new ApiSettings(true, null, atOnce, waiting, timeout, uploadBytesMax);
    }

    /** Lists of closes wait; adjustments are counted. */
    private Function<Question, Answer> watched(Function<Question, Answer> answers) {
        return question -> {
            if (question instanceof ClosesQuestion) {
                inside.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (question instanceof AdjustQuestion) {
                booked.incrementAndGet();
            }
            return answers.apply(question);
        };
    }

    private static CompletableFuture<HttpResponse<String>> ask(ApiHouse house, String token) {
        return house.client()
                .sendAsync(house.request(token, "/closes").GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void more_calls_than_there_are_places_for_come_again_later_and_one_caller_has_half_of_them()
            throws InterruptedException {
        try (ApiHouse house = new ApiHouse(folder, settings(1, 3, Duration.ofMinutes(1), 1 << 20), this::watched)) {
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            calls.add(ask(house, "ada"));
            inside.await();
            for (int call = 0; call < 3; call++) {
                calls.add(ask(house, "ada"));
            }
            // Two of ada's four have a place; one answered call after another leaves first those that were refused.
            Eventually.isTrue(Duration.ofSeconds(20), () -> "nobody is refused", () -> done(calls) == 2);
            calls.stream().filter(CompletableFuture::isDone).forEach(call -> {
                assertEquals(429, call.join().statusCode());
                assertEquals(
                        "5", call.join().headers().firstValue("Retry-After").orElse(""));
            });
            calls.add(ask(house, "bob"));
            calls.add(ask(house, "paul"));
            calls.add(ask(house, "aude"));
            Eventually.isTrue(Duration.ofSeconds(20), () -> "the fifth has a place", () -> done(calls) == 3);
            goOn.countDown();
            assertEquals(
                    4,
                    calls.stream()
                            .filter(call -> call.join().statusCode() == 200)
                            .count());
            assertEquals(200, house.get("ada", "/closes").statusCode());
        }
    }

    private static long done(List<CompletableFuture<HttpResponse<String>>> calls) {
        return calls.stream().filter(CompletableFuture::isDone).count();
    }

    @Test
    void an_answer_that_takes_too_long_is_given_up_and_its_place_is_free_when_it_ends() {
        try (ApiHouse house = new ApiHouse(folder, settings(1, 1, Duration.ofMillis(300), 1 << 20), this::watched)) {
            HttpResponse<String> late = house.get("ada", "/closes");
            assertEquals(503, late.statusCode());
            assertTrue(late.body().contains("api.timeout"), late.body());
            goOn.countDown();
            Eventually.isTrue(
                    Duration.ofSeconds(20),
                    () -> "the place stays taken",
                    () -> house.get("ada", "/holds").statusCode() != 429);
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_and_not_kept() throws IOException {
        try (ApiHouse house = new ApiHouse(folder, settings(1, 8, Duration.ofMinutes(1), 4096), this::watched)) {
            assertEquals(
                    413,
                    house.upload("ada", "/bills", "a.csv", "x".repeat(9000)).statusCode());
            assertEquals(
                    413,
                    house.post("aude", "/query", "{\"sql\":\"" + "x".repeat(70_000) + "\"}")
                            .statusCode());
            assertEquals(
                    401,
                    house.upload("nobody", "/bills", "a.csv", "x".repeat(9000)).statusCode());
            Eventually.isTrue(Duration.ofSeconds(10), () -> "files stay in uploads", () -> empty("uploads"));
            for (int call = 0; call < 20; call++) {
                assertEquals(
                        413,
                        house.upload("ada", "/bills", "a.csv", "x".repeat(9000)).statusCode(),
                        "place " + call);
            }
        }
    }

    @Test
    void a_caller_that_goes_away_in_the_middle_of_a_body_leaves_its_place() throws IOException {
        try (ApiHouse house = new ApiHouse(folder, settings(1, 1, Duration.ofMinutes(1), 1 << 20), this::watched)) {
            for (int call = 0; call < 10; call++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
                    socket.getOutputStream()
                            .write(("POST /api/v1/query HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ada\r\n"
                                            + "Content-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"sql\"")
                                    .getBytes(StandardCharsets.UTF_8));
                }
            }
            Eventually.isTrue(
                    Duration.ofSeconds(20),
                    () -> "the places stay taken",
                    () -> house.get("ada", "/holds").statusCode() == 200);
        }
    }

    @Test
    void a_body_of_another_kind_is_not_taken_for_an_empty_one() {
        try (ApiHouse house = new ApiHouse(folder)) {
            HttpResponse<String> form = house.send(house.request("ada", "/closes/2026-09/prepare")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"force\":\"because\"}")));
            assertEquals(415, form.statusCode());
        }
    }

    private boolean empty(String name) {
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_booking_that_is_sent_again_is_booked_once() {
        try (ApiHouse house = new ApiHouse(folder, ApiSettings.defaults(), this::watched)) {
            HttpResponse<String> first = adjust(house, "ada", "k-1", ADJUSTMENT);
            assertEquals(201, first.statusCode(), first.body());
            assertEquals(first.body(), adjust(house, "ada", "k-1", ADJUSTMENT).body());
            assertEquals(1, booked.get());
            assertEquals(
                    422,
                    adjust(house, "ada", "k-1", ADJUSTMENT.replace("12", "13")).statusCode());
            assertEquals(201, adjust(house, "bob", "k-1", ADJUSTMENT).statusCode());
            assertEquals(2, booked.get());
            HttpResponse<String> without = house.send(
                    house.request("ada", "/adjustments").POST(HttpRequest.BodyPublishers.ofString(ADJUSTMENT)));
            assertEquals(400, without.statusCode());
            assertTrue(without.body().contains("Idempotency-Key"));
            // What was refused was not done, and may be tried again with the same key.
            assertEquals(
                    400,
                    adjust(house, "ada", "k-2", ADJUSTMENT.replace("-12.50", "much"))
                            .statusCode());
            assertEquals(201, adjust(house, "ada", "k-2", ADJUSTMENT).statusCode());
        }
    }

    private static HttpResponse<String> adjust(ApiHouse house, String token, String key, String body) {
        return house.send(house.request(token, "/adjustments")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void a_daemon_that_others_reach_does_not_start_without_tokens() throws IOException {
        Path settings = folder.resolve("sublet.yaml");
        Files.writeString(settings, "{collector: {clusterName: c}, http: {host: 0.0.0.0, port: 1}}");
        Cli refused = Cli.run("run", "--config", settings.toString());
        assertEquals(2, refused.exitCode());
        assertTrue(
                refused.err().contains("api.tokensFile")
                        && refused.err().strip().lines().count() == 1,
                refused.err());
        Path tokens = folder.resolve("tokens.yaml");
        Files.writeString(settings, "{collector: {clusterName: c}, api: {tokensFile: tokens.yaml}}");
        Files.writeString(tokens, "tokens: []");
        assertFalse(Files.exists(folder.resolve("data")));
    }
}
