package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.budget.BudgetWatch;
import dev.sublet.reporter.terms.TermsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eleven weeks of two vclusters with a node each, one of which had a second node for a day, by the command line. */
class BudgetTest {
    private static final long FROM = Instant.parse("2026-09-01T00:00:00Z").getEpochSecond();
    private static final long BURST = Instant.parse("2026-11-11T00:00:00Z").getEpochSecond();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path data = Path.of("");

    @BeforeEach
    void write() throws IOException {
        long nowS = NOW.getEpochSecond();
        Files.writeString(data.resolve("prices.yaml"), "{currency: USD, nodes: [{instanceType: t, perHour: 0.5}]}");
        Files.writeString(data.resolve("cost-centers.yaml"), """
                costCenters:
                  - {id: tech, name: Technology}
                  - {id: cc-1, name: Payments, parent: tech}
                  - {id: cc-2, parent: tech}
                budgets:
                  - {costCenter: cc-1, amount: 400, actual: [60], forecast: [90]}
                """);
        Files.writeString(data.resolve("owners.yaml"), """
                owners:
                  - {vcluster: team-1/blue-1, costCenter: cc-1}
                  - {vcluster: team-2/blue-2, costCenter: cc-2}
                """);
        try (Ledger ledger = SmallLedger.open(data)) {
            SimulatedLedger.sql(
                    ledger,
                    "INSERT INTO cluster VALUES ('c', 'prod', %d, %d, 3600)".formatted(FROM, nowS),
                    """
                    INSERT INTO node_span SELECT n, 'c', 'node-' || n, 'node-' || n, CASE n WHEN 3 THEN %2$d ELSE %1$d END,
                        CASE n WHEN 3 THEN %2$d + 86400 END, 4000, 4000, 16777216, 16777216, 0, 't', NULL, NULL, NULL, false, NULL
                    FROM range(1, 4) t(n)
                    """.formatted(FROM, BURST),
                    """
                    INSERT INTO pod_span SELECT n, 'c', 'pod-' || n, 'team-' || v, 'web-' || n, 'node-' || n, 'node-' || n,
                        CASE n WHEN 3 THEN %2$d ELSE %1$d END, CASE n WHEN 3 THEN %2$d + 86400 END, 'workload', 'v-' || v, 'blue-' || v,
                        'team-' || v, 'default', 'web-' || n, 'Deployment', 'web', 4000, 16777216, 0, 'Burstable', NULL
                    FROM (SELECT n, CASE n WHEN 3 THEN 1 ELSE n END AS v FROM range(1, 4) t(n))
                    """.formatted(FROM, BURST),
                    """
                    INSERT INTO usage_final SELECT span_id, s, s + 3600, 'measured', 1000, 1024, 0, 0, 0, 4000, 16777216, 0
                    FROM pod_span, range(%1$d, %2$d, 3600) h(s) WHERE s >= from_s AND s < coalesce(to_s, %2$d)
                    """.formatted(FROM, nowS));
        }
    }

    private Cli run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    private String good(String... args) {
        Cli ended = run(args);
        assertEquals(0, ended.exitCode(), ended.out() + ended.err());
        return ended.out();
    }

    @Test
    void a_month_so_far_is_set_against_its_budget() throws IOException {
        String table = good("budget", "--month", "2026-11");
        assertTrue(table.startsWith("Period 2026-11 in USD, paid up to and with 2026-11-19"), table);
        assertTrue(table.contains("  cc-1 Payments"), table);
        assertTrue(table.contains("60 %, 90 % by the forecast"), table);
        assertTrue(table.contains("team-1/blue-1 workload cpu +8.31"), table);

        JsonNode json = new ObjectMapper().readTree(good("budget", "--format", "json", "--cost-center", "cc-1"));
        assertEquals(1, json.path("lines").size());
        JsonNode line = json.path("lines").get(0);
        assertEquals("240.000000000", line.path("actual").asText());
        assertEquals("372.000000000", line.path("forecast").asText());
        assertEquals("60.0", line.path("usedPercent").asText());
        assertEquals(2, json.path("unusualDays").size());

        List<String> csv =
                good("budget", "--by", "vcluster", "--format", "csv").lines().toList();
        assertEquals(
                "period,costCenter,name,vcluster,currency,budget,actual,until,forecast,low,high,usedPercent,reached,crossed",
                csv.get(0));
        assertTrue(csv.stream().anyMatch(row -> row.startsWith("2026-11,cc-2,cc-2,team-2/blue-2,USD,,228.000000000,")));
    }

    @Test
    void a_check_fails_where_a_threshold_is_crossed() {
        Cli failed = run("budget", "--check");
        assertEquals(1, failed.exitCode());
        assertEquals("sublet: budgets of 2026-11: cc-1 60 % and 90 % by the forecast\n", failed.err());
        assertEquals(0, run("budget", "--check", "--cost-center", "cc-2").exitCode());
        assertEquals(2, run("budget", "--cost-center", "nobody").exitCode());
        assertEquals(2, run("budget", "--month", "2026-12").exitCode());
    }

    @Test
    void events_are_recorded_by_the_watch_and_by_no_question() {
        good("budget");
        assertTrue(good("budget", "events").startsWith("no cost events"));
        try (Ledger ledger = SmallLedger.open(data)) {
            Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
            assertEquals(
                    4,
                    new BudgetWatch(ledger, clock, () -> TermsFiles.in(data))
                            .look()
                            .size());
            assertEquals(
                    0,
                    new BudgetWatch(ledger, clock, () -> TermsFiles.in(data))
                            .look()
                            .size());
        }
        assertEquals(5, good("budget", "events", "--format", "csv").lines().count());
        assertTrue(good("budget", "events").contains("forecast-over-budget"));
        assertTrue(good("budget", "events", "--since", "2026-11-21T00:00:00Z").startsWith("no cost events"));
    }

    @Test
    void a_past_month_is_drafted_under_another_policy_and_nothing_is_stored() throws IOException {
        Path draft = data.resolve("draft.yaml");
        Files.writeString(draft, "markups: [{name: platform, percent: 10, income: platform}]");

        String table = good("report", "--month", "2026-10", "--draft", draft.toString());
        assertTrue(table.contains("Nothing was stored."), table);
        JsonNode json = new ObjectMapper()
                .readTree(good("report", "--month", "2026-10", "--draft", draft.toString(), "--format", "json"));
        assertEquals("0.000000000", json.path("total").path("difference").asText());
        assertEquals(
                "37.200000000",
                json.path("costCenters").get(0).path("difference").asText());
        assertEquals(0, json.path("reconciliation").path("differenceNanos").asLong(-1));
        assertTrue(good("report", "--month", "2026-10", "--draft", draft.toString(), "--format", "csv")
                .contains("cc-1,USD,372.000000000,409.200000000,37.200000000"));
        assertEquals(
                List.of("n", "0"),
                good("query", "SELECT count(*) AS n FROM statement", "--format", "csv")
                        .lines()
                        .toList());
        Cli refused = run("report", "--month", "2026-10", "--draft", draft.toString(), "--format", "pdf");
        assertEquals(2, refused.exitCode());
        assertEquals("sublet: a draft is written as table, csv or json, not as pdf\n", refused.err());
    }
}
