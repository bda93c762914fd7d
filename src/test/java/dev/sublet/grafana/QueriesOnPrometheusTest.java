package dev.sublet.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sublet.cli.CommandLineTool;
import dev.sublet.demo.Demo;
import dev.sublet.simulator.scenario.FastClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Prometheus scrapes the demo, whose clock runs fast, and is asked what each panel and rule asks. */
class QueriesOnPrometheusTest {
    private static final double SPEED = 20;

    @TempDir
    private static Path folder;

    private static Thread demo;
    private static ScrapingPrometheus prometheus;
    private static Path data;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Programs.need("prometheus");
        data = folder.resolve("demo");
        // A month that has gone on for long enough for budgets to be crossed, whatever day it is.
        Clock clock = new FastClock(Clock.systemUTC(), Instant.parse("2026-11-30T22:00:00Z"), SPEED);
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        demo = new Thread(
                () -> {
                    try {
                        new Demo(data, clock, Duration.ofSeconds(1))
                                .run(0, (done, total) -> {}, shown -> listening.complete(shown.port()));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        listening.completeExceptionally(e);
                    }
                },
                "demo");
        demo.start();
        port = listening.get(3, TimeUnit.MINUTES);
        JsonNode endpoint =
                new ObjectMapper().readTree(data.resolve("endpoint.json").toFile());
        prometheus =
                ScrapingPrometheus.start(folder, port, endpoint.path("token").asText());
        prometheus.await("sum(rate(sublet_cpu_core_seconds_total[30s])) > 0", Duration.ofMinutes(2));
        prometheus.await("count(sublet_cost_month_to_date)", Duration.ofMinutes(2));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.close();
        }
        if (demo != null) {
            demo.interrupt();
            demo.join(20_000);
        }
    }

    @Test
    void each_panel_of_each_dashboard_shows_data() {
        List<String> empty = new ArrayList<>();
        int asked = 0;
        for (Dashboard dashboard : Dashboards.all()) {
            for (JsonNode panel : dashboard.json().path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    asked++;
                    String query = filled(target.path("expr").asText());
                    if (prometheus.ask(query).isEmpty()) {
                        empty.add(dashboard.uid() + " / " + panel.path("title").asText() + ": " + query);
                    }
                }
            }
        }
        assertTrue(asked > 60, "asked " + asked);
        assertEquals(List.of(), empty);
    }

    @Test
    void each_choice_of_each_dashboard_has_values() {
        for (Dashboard dashboard : Dashboards.all()) {
            for (JsonNode variable : dashboard.json().at("/templating/list")) {
                if (variable.path("type").asText().equals("query")) {
                    String query = filled(variable.path("definition").asText());
                    Matcher asked =
                            Pattern.compile("label_values\\((.*), ([a-z_]+)\\)").matcher(query);
                    assertTrue(asked.matches(), query);
                    String count = "count by (" + asked.group(2) + ") (" + asked.group(1) + ")";
                    assertTrue(!prometheus.ask(count).isEmpty(), dashboard.uid() + ": " + query);
                }
            }
        }
    }

    @Test
    void each_metric_of_each_rule_is_there() throws IOException {
        JsonNode rules = new YAMLMapper().readTree(Files.readString(Path.of("../grafana/rules/sublet.yaml")));
        Set<String> metrics = new LinkedHashSet<>();
        Matcher names = Pattern.compile("sublet_[a-z_]+")
                .matcher(rules.findValuesAsText("expr").toString());
        while (names.find()) {
            metrics.add(names.group());
        }
        assertTrue(metrics.size() > 12, metrics.toString());
        // The demo has no operator; what one shows is tested with it.
        metrics.removeIf(metric -> metric.startsWith("sublet_lifecycle") || metric.startsWith("sublet_vcluster_drift"));
        for (String metric : metrics) {
            assertTrue(!prometheus.ask("count(" + metric + ")").isEmpty(), metric);
        }
    }

    /** What is shown of a month that is over is what the command says, to the ninth decimal. */
    @Test
    void the_month_before_is_the_statements() {
        JsonNode shown = prometheus.ask("sum by (cost_center) (sublet_cost_previous_month)");
        String period = prometheus.ask("count by (period) (sublet_cost_period)").findValuesAsText("period").stream()
                .sorted()
                .findFirst()
                .orElseThrow();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CommandLineTool.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "report",
                "--month",
                period,
                "--by",
                "cost-center",
                "--format",
                "json",
                "--data",
                data.toString());
        assertEquals(0, exitCode, err.toString());
        JsonNode rows = Json.parse(out.toString()).path("totals");
        assertTrue(rows.size() > 3, out.toString());
        for (JsonNode row : rows) {
            String center = row.path("costCenter").asText();
            BigDecimal told = new BigDecimal(row.path("amount").asText());
            BigDecimal seen = null;
            for (JsonNode sample : shown) {
                if (sample.at("/metric/cost_center").asText().equals(center)) {
                    seen = new BigDecimal(sample.path("value").get(1).asText());
                }
            }
            assertTrue(
                    seen != null && seen.subtract(told).abs().compareTo(new BigDecimal("1e-9")) <= 0,
                    center + " " + told + " " + seen);
        }
    }

    @Test
    void docs_list_each_metric_that_is_exposed() throws IOException, InterruptedException {
        String shown = MetricsTable.of(scrape());
        Path file = Path.of("../docs/METRICS.md");
        String text = Files.readString(file);
        String before = text.substring(0, text.indexOf("| metric |"));
        if (Boolean.getBoolean("sublet.metrics.write")) {
            Files.writeString(file, before + shown);
        }
        assertEquals(before + shown, Files.readString(file), "run this test with -Dsublet.metrics.write=true");
    }

    private static String scrape() throws IOException, InterruptedException {
        JsonNode endpoint = Json.parse(Files.readString(data.resolve("endpoint.json")));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .header(
                                        "Authorization",
                                        "Bearer " + endpoint.path("token").asText())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String filled(String query) {
        JsonNode one = prometheus.ask("topk(1, sublet_cost_month_to_date{class=\"workload\", vcluster=\"payments\"})");
        JsonNode labels = one.get(0).path("metric");
        return query.replace("$job", ".*")
                .replace("$cost_center", ".*")
                .replace("$source", ".*")
                .replace("source=\"$vcluster\"", "source=\"payments\"")
                .replace("$namespace", labels.path("vcluster_namespace").asText())
                .replace("$vcluster", labels.path("vcluster").asText())
                .replace("$__rate_interval", "30s");
    }
}
