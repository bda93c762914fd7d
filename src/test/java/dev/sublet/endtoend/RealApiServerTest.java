package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.endpoint.EndpointFile;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon in a process of its own, on a real API server. It makes objects there, so it takes only a server that is
 * meant for tests: SUBLET_TEST_KUBECONFIG, or a KUBECONFIG that lies beside a file kube-test-run.
 */
class RealApiServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOKEN = "0123456789abcdef-token";
    private static final String EVENT = """
            {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"level":"Metadata","auditID":"a1",
             "stage":"ResponseComplete","requestURI":"/api/v1/pods","verb":"list","user":{"username":"alice@example.com"},
             "objectRef":{"resource":"pods","namespace":"shop"},"stageTimestamp":"2026-11-22T13:00:00.000000Z"}]}""";

    @TempDir
    private Path folder = Path.of("");

    private String data = "";
    private Path log = Path.of("");

    static @Nullable Path kubeconfig() {
        String given = System.getenv("SUBLET_TEST_KUBECONFIG");
        String usual = System.getenv("KUBECONFIG");
        if (given == null && usual != null && Files.exists(Path.of(usual).resolveSibling("kube-test-run"))) {
            given = usual;
        }
        return given == null ? null : Path.of(given);
    }

    @BeforeEach
    void settle() {
        data = folder.resolve("data").toString();
        log = folder.resolve("log");
    }

    private Process daemon(Path settings) throws IOException {
        Files.deleteIfExists(log);
        Process daemon = Cli.start(folder.resolve("out"), log, "run", "--config", settings.toString());
        Eventually.isTrue(
                LIMIT,
                () -> "the daemon made no tick: " + Cli.text(log),
                () -> Cli.text(log).contains("event=tick ") || !daemon.isAlive());
        return daemon;
    }

    private void stop(Process daemon) throws InterruptedException {
        long startedNanos = System.nanoTime();
        daemon.destroy();
        assertTrue(daemon.waitFor(10, TimeUnit.SECONDS), "the daemon did not stop");
        long tookMs = (System.nanoTime() - startedNanos) / 1_000_000;
        assertTrue(tookMs < 5_000, "the daemon took " + tookMs + " ms to stop");
        assertEquals(0, daemon.exitValue(), Cli.text(log));
        assertFalse(Files.exists(Path.of(data, "endpoint.json")));
    }

    private JsonNode ask(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 4);
        System.arraycopy(new String[] {"--data", data, "--format", "json"}, 0, all, args.length, 4);
        Cli answer = Cli.run(all);
        assertEquals(0, answer.exitCode(), answer.err());
        try {
            return JSON.readTree(answer.out());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.out(), e);
        }
    }

    private JsonNode usageOf(String podUid) {
        for (JsonNode line : ask("usage", "--by", "pod")) {
            if (line.path("podUid").asText().equals(podUid)) {
                return line;
            }
        }
        return JSON.createObjectNode();
    }

    private int port() {
        Matcher matcher =
                Pattern.compile("event=listening http=127\\.0\\.0\\.1:(\\d+)").matcher(Cli.text(log));
        assertTrue(matcher.find(), Cli.text(log));
        return Integer.parseInt(matcher.group(1));
    }

    private HttpResponse<String> call(String path, @Nullable String body) throws IOException, InterruptedException {
        return call(path, body, TOKEN);
    }

    private HttpResponse<String> call(String path, @Nullable String body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + token);
        return HttpClient.newHttpClient()
                .send(
                        (body == null ? request : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void discovers_samples_reports_stops_quickly_and_goes_on() throws IOException, InterruptedException {
        Path kubeconfig = kubeconfig();
        Assumptions.assumeTrue(kubeconfig != null, "no API server for tests is given: skipped");
        assert kubeconfig != null;
        Instant now = Instant.ofEpochMilli(Files.getLastModifiedTime(Files.createFile(folder.resolve("clock")))
                .toMillis());
        try (KubernetesClient client = HostClient.open(kubeconfig, null);
                StandInKubelet kubelet = new StandInKubelet(HostObjects.NODE, now)) {
            HostObjects objects = new HostObjects(client);
            objects.node(kubelet.port());
            Service vcluster = objects.vcluster("payments");
            Pod pod = objects.syncedPod(vcluster);
            String uid = pod.getMetadata().getUid();
            kubelet.add(HostObjects.NAMESPACE, pod.getMetadata().getName(), uid);
            Path settings = folder.resolve("sublet.yaml");
            Files.writeString(settings, settingsFor(kubeconfig));
            Files.writeString(
                    folder.resolve("prices.yaml"),
                    "{currency: EUR, nodes: [{instanceType: m7g.xlarge, perHour: 0.1632}]}");

            Process first = daemon(settings);
            meters(uid, vcluster.getMetadata().getUid());
            reports(now);
            takesAuditEvents();
            stop(first);
            long ticks = ask("query", "SELECT count(*) AS n FROM tick")
                    .get(0)
                    .path("n")
                    .asLong();
            assertEquals(0, Cli.run("verify", "--data", data).exitCode());

            Process second = daemon(settings);
            goesOn(uid, ticks);
            stop(second);
            assertEquals(0, Cli.run("verify", "--data", data).exitCode());
        }
    }

    private String settingsFor(Path kubeconfig) {
        return """
                data: data
                prices: prices.yaml
                collector:
                  clusterName: kube-test
                  kubeconfig: %s
                  interval: 1s
                  kubelet: {scheme: http}
                http: {port: 0}
                audit:
                  sources: [{name: payments, vcluster: payments, namespace: team-payments, token: %s}]
                """.formatted(kubeconfig.toAbsolutePath(), TOKEN);
    }

    private void meters(String podUid, String vclusterUid) {
        Eventually.isTrue(
                LIMIT,
                () -> usageOf(podUid) + "\n" + Cli.text(log),
                () -> usageOf(podUid).path("cpuCoreSeconds").asDouble() > 1);
        JsonNode line = usageOf(podUid);
        assertEquals("kube-test", line.path("cluster").asText());
        assertEquals("payments", line.path("vcluster").asText());
        assertEquals(vclusterUid, line.path("vclusterUid").asText());
        assertEquals("web", line.path("pod").asText());
        assertEquals("shop", line.path("virtualNamespace").asText());
        assertEquals("workload", line.path("class").asText());
    }

    private void reports(Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.HOURS);
        Instant to = from.plus(2, ChronoUnit.HOURS);
        JsonNode report = ask("report", "--from", from.toString(), "--to", to.toString());
        assertEquals(0, report.path("reconciliation").path("differenceNanos").asInt(-1));
        Map<String, JsonNode> totals = new java.util.HashMap<>();
        report.path("totals")
                .forEach(total -> totals.put(total.path("costCenter").asText(), total));
        assertTrue(totals.containsKey("cc-7"), report.toString());
    }

    private void takesAuditEvents() throws IOException, InterruptedException {
        assertEquals(200, call("/audit/payments", EVENT).statusCode());
        assertEquals(
                1,
                ask("audit", "search", "--user", "alice@*", "--vcluster", "payments")
                        .size());
        assertEquals(200, call("/healthz", null).statusCode());
        assertEquals(200, call("/readyz", null).statusCode());
        String metrics = metrics();
        assertTrue(metrics.contains("sublet_nodes_answered 1.0"), metrics);
        assertFalse(metrics.contains(TOKEN));
        // The counter counts final rows, which end with a whole minute.
        Eventually.isTrue(
                Duration.ofMinutes(2),
                this::metrics,
                () -> metrics()
                        .contains("sublet_cpu_core_seconds_total{class=\"workload\",vcluster=\"payments\","
                                + "vcluster_namespace=\"team-payments\"}"));
    }

    private String metrics() {
        try {
            String token =
                    EndpointFile.read(Path.of(data)).map(EndpointFile::token).orElseThrow();
            return call("/metrics", null, token).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private void goesOn(String podUid, long ticks) {
        Eventually.isTrue(
                LIMIT,
                () -> Cli.text(log),
                () -> ask("query", "SELECT count(*) AS n FROM tick")
                                .get(0)
                                .path("n")
                                .asLong()
                        > ticks + 2);
        JsonNode spans = ask("query", "SELECT count(*) AS n FROM pod_span WHERE pod_uid = '" + podUid + "'");
        assertEquals(1, spans.get(0).path("n").asLong());
        assertEquals(0, usageOf(podUid).path("coverage").path("missing").asInt(-1));
    }
}
