package dev.sublet.endtoend;

import dev.sublet.api.ApiSettings;
import dev.sublet.daemon.ApiOffer;
import dev.sublet.daemon.Station;
import dev.sublet.endpoint.EndpointFile;
import dev.sublet.http.AuditTokens;
import dev.sublet.http.Health;
import dev.sublet.http.HttpSettings;
import dev.sublet.http.Measures;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsFiles;
import io.prometheus.metrics.core.metrics.Gauge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A process with the API over real HTTP. Two vclusters run in its ledger, blue for cost center alpha and green for beta; its
 * callers' tokens are their names.
 */
final class ApiHouse implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-10-03T10:00:00Z");
    static final String MONTH = "month=2026-09";

    private static final String TOKENS = """
            tokens:
              - {name: vera, role: viewer, costCenters: [alpha], sha256: %s}
              - {name: olaf, role: owner, costCenters: [alpha], sha256: %s}
              - {name: both, role: viewer, costCenters: [alpha, gamma], sha256: %s}
              - {name: ada, role: finance, costCenters: ["*"], sha256: %s}
              - {name: bob, role: finance, costCenters: ["*"], sha256: %s}
              - {name: fiona, role: finance, costCenters: [alpha], sha256: %s}
              - {name: paul, role: platform, costCenters: ["*"], sha256: %s}
              - {name: aude, role: auditor, costCenters: ["*"], sha256: %s}
              - {name: gone, role: finance, costCenters: ["*"], sha256: %s, expires: 2026-10-01}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path data;
    private final Ledger ledger;
    private final Station station;

    ApiHouse(Path data) {
        this(data, ApiSettings.defaults(), answers -> answers);
    }

    /** @param around what stands between the API and the answers */
    ApiHouse(Path data, ApiSettings settings, UnaryOperator<Function<Question, Answer>> around) {
        this.data = data;
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try {
            Path tokens = data.resolve("api-tokens.yaml");
            Files.writeString(
                    tokens,
                    TOKENS.formatted(
                            sha256("vera"),
                            sha256("olaf"),
                            sha256("both"),
                            sha256("ada"),
                            sha256("bob"),
                            sha256("fiona"),
                            sha256("paul"),
                            sha256("aude"),
                            sha256("gone")));
            Files.writeString(data.resolve("policies.yaml"), "rules: []\n");
            Files.writeString(
                    data.resolve("prices.yaml"),
                    "{currency: USD, platformCostCenter: platform, nodes: [{instanceType: t, perHour: 1.25}]}\n");
            ledger = SmallLedger.open(data);
            SmallLedger.write(ledger);
            fill(ledger);
            ApiSettings named = new ApiSettings(
                    true,
                    tokens,
                    settings.callsAtOnce(),
                    settings.callsWaiting(),
                    settings.timeout(),
                    settings.uploadBytesMax());
            Answerer answerer = new Answerer(ledger, clock, SelectLimits.defaults(), () -> TermsFiles.in(data));
            station = new Station(
                    data,
                    HttpSettings.loopback(0),
                    new AuditTokens(java.util.Map.of()),
                    (source, body) -> {
                        throw new IllegalArgumentException("no audit");
                    },
                    Health.good(),
                    measures(),
                    around.apply(answerer::answer),
                    ApiOffer.of(named, () -> TermsFiles.in(data), clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Measures measures() {
        Measures measures = new Measures();
        Gauge.builder().name("sublet_well").register(measures.open());
        Gauge.builder()
                .name("sublet_paid")
                .labelNames("cost_center")
                .register(measures.scoped())
                .labelValues("beta")
                .set(7);
        return measures;
    }

    /** @param token null for none */
    HttpResponse<String> metrics(@Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + station.port() + "/metrics"));
        return send(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    /** The second pod moves to a vcluster of its own; a node, and who pays. */
    private static void fill(Ledger ledger) {
        long from = SmallLedger.FROM.getEpochSecond();
        SimulatedLedger.sql(
                ledger,
                "UPDATE pod_span SET vcluster_uid = 'v-2', vcluster = 'green', vcluster_namespace = 'host-green',"
                        + " to_s = NULL WHERE span_id = 2",
                """
                INSERT INTO node_span VALUES (100, '%s', 'node-1', 'node', %d, NULL, 4000, 4000, 8388608, 8388608, 0, 't', NULL, NULL,
                    NULL, false, NULL)
                """.formatted(SmallLedger.CLUSTER, from),
                owner(101, "v-1", "alpha", from),
                owner(102, "v-2", "beta", from));
    }

    private static String owner(int id, String vcluster, String costCenter, long fromS) {
        return "INSERT INTO owner_span VALUES (%d, '%s', 'vcluster', '%s', '%s', NULL, 1000000, 'registry', %d, NULL, %d)"
                .formatted(id, SmallLedger.CLUSTER, vcluster, costCenter, fromS, fromS);
    }

    static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    String data() {
        return data.toString();
    }

    Ledger ledger() {
        return ledger;
    }

    String folderToken() {
        try {
            return EndpointFile.read(data).map(EndpointFile::token).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + station.port() + "/api/v1" + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String token, String path) {
        return send(request(token, path).GET());
    }

    HttpResponse<String> post(String token, String path, String body) {
        return send(request(token, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String token, String path) {
        return send(request(token, path).DELETE());
    }

    HttpResponse<String> upload(String token, String path, String name, String content) {
        String boundary = "a-boundary";
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
        return send(request(token, path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return station.port();
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        station.close();
        ledger.close();
    }
}
