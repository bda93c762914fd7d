package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.api.ApiSettings;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API answers, over real HTTP. */
class ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BILL = """
            BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ResourceId,BilledCost,EffectiveCost,ListCost,BillingCurrency,ProviderName
            acc,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,2026-09-30T00:00:00Z,2026-10-01T00:00:00Z,Usage,Compute,i-1,7.5,7.5,9,USD,AWS
            """;

    @TempDir
    private Path folder = Path.of("");

    private ApiHouse house;

    /** Answers to what was asked while {@link #remembers}: one question, asked in two ways, is worked out once. */
    private final Map<Question, Answer> given = new ConcurrentHashMap<>();

    /** The first question of each class is worked out twice, by the API and by the command. */
    private final Set<String> workedOut = ConcurrentHashMap.newKeySet();

    private volatile boolean remembers;

    @BeforeEach
    void open() {
        house = new ApiHouse(
                folder,
                ApiSettings.defaults(),
                answers -> question -> note(question)
                                && remembers
                                && workedOut.contains(question.getClass().getName())
                        ? given.computeIfAbsent(question, answers)
                        : answers.apply(question));
    }

    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private boolean note(Question question) {
        asked.add(question.getClass().getName());
        return true;
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private static HttpResponse<String> good(HttpResponse<String> response) {
        assertTrue(response.statusCode() < 300, response.statusCode() + " " + response.body());
        return response;
    }

    private static void refused(int status, String part, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertEquals(status, json(response).path("status").asInt());
        String detail = json(response).path("detail").asText();
        assertTrue(detail.contains(part), detail);
        assertFalse(detail.contains("\n") || detail.contains("--"), detail);
    }

    /** Month and all else by the API, and what a command prints for the same. */
    private static Map<String, List<String>> sameAnswers() {
        Map<String, List<String>> same = new LinkedHashMap<>();
        same.put("/statements?" + ApiHouse.MONTH, List.of("report", "--month", "2026-09"));
        same.put(
                "/statements?from=2026-09-30&to=2026-10-01&by=cost-center,day&costCenter=beta",
                List.of(
                        "report",
                        "--from",
                        "2026-09-30",
                        "--to",
                        "2026-10-01",
                        "--by",
                        "cost-center,day",
                        "--cost-center",
                        "beta"));
        same.put("/overhead?" + ApiHouse.MONTH, List.of("overhead", "--month", "2026-09"));
        same.put(
                "/overhead?month=2026-09&trend=1&compare=true&advice=true&sleep=true&assume=floor=10,nodes-min=2",
                List.of(
                        "overhead",
                        "--month",
                        "2026-09",
                        "--trend",
                        "1",
                        "--compare",
                        "--advice",
                        "--sleep",
                        "--assume",
                        "floor=10",
                        "--assume",
                        "nodes-min=2"));
        same.put(
                "/explanations?month=2026-09&costCenter=alpha",
                List.of("explain", "--month", "2026-09", "--cost-center", "alpha"));
        same.put(
                "/explanations?month=2026-09&against=2026-09&by=vcluster",
                List.of("explain", "--month", "2026-09", "--against", "2026-09", "--by", "vcluster"));
        same.put("/budgets?period=2026-09&by=vcluster", List.of("budget", "--period", "2026-09", "--by", "vcluster"));
        same.put("/budget-events?since=2026-09-01", List.of("budget", "events", "--since", "2026-09-01"));
        same.put("/usage?by=pod", List.of("usage", "--by", "pod"));
        same.put("/verify", List.of("verify"));
        same.put("/prices/check", List.of("prices", "check"));
        same.put("/owners/unowned?period=2026-09", List.of("owners", "list", "--period", "2026-09"));
        same.put("/bills", List.of("bill", "list"));
        same.put("/bills/comparison?" + ApiHouse.MONTH, List.of("bill", "compare", "--month", "2026-09"));
        same.put("/audit/events?verb=get", List.of("audit", "search", "--verb", "get"));
        same.put("/holds", List.of("hold", "list"));
        same.put("/disputes", List.of("dispute", "list"));
        same.put("/adjustments", List.of("adjust", "list"));
        same.put("/closes/2026-09/verification", List.of("verify", "--period", "2026-09"));
        same.put("/restatements/2026-09", List.of("restate", "--period", "2026-09", "--preview"));
        return same;
    }

    @Test
    void every_answer_is_to_the_byte_what_the_command_prints() {
        furnish(house);
        remembers = true;
        sameAnswers().forEach((path, command) -> {
            List<String> arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--format", "json", "--data", house.data()));
            Cli printed = Cli.run(arguments.toArray(String[]::new));
            HttpResponse<String> response = house.get(house.folderToken(), path);
            assertEquals(200, response.statusCode(), path + response.body());
            assertFalse(printed.out().isBlank(), path + " " + printed.err());
            // What to type next is told without what only the command's caller typed.
            assertEquals(printed.out().replace(" --format json --data " + house.data(), ""), response.body(), path);
            assertEquals(
                    "application/json",
                    response.headers().firstValue("Content-Type").orElse(""));
            workedOut.addAll(asked);
            asked.clear();
        });
        Cli rows = Cli.run("query", "SELECT 1 AS a, 2.50 AS b", "--data", house.data(), "--format", "json");
        assertEquals(
                rows.out(),
                good(house.post("aude", "/query", "{\"sql\":\"SELECT 1 AS a, 2.50 AS b\"}"))
                        .body());
    }

    /** A bill, a dispute, an adjustment, a hold and a closed month, all by the API. */
    static void furnish(ApiHouse house) {
        good(house.upload("ada", "/bills", "export.csv", BILL));
        good(house.post("aude", "/holds", """
                {"table":"audit","from":"2026-09-01","to":"2026-10-01","reason":"case 17"}"""));
        good(house.post("olaf", "/disputes", """
                {"period":"2026-10","costCenter":"alpha","reason":"too much","answerBy":"2026-10-20"}"""));
        good(house.post("ada", "/adjustments", """
                {"period":"2026-10","costCenter":"alpha","against":"beta","amount":"-12.50","reason":"agreed"}"""));
        good(house.post("ada", "/closes/2026-09/prepare", "{}"));
        good(house.post("bob", "/closes/2026-09/approve", ""));
    }

    @Test
    void adjustments_are_listed_as_they_were_booked() {
        String adjustment = """
                {"costCenter":"alpha","against":"beta","amount":"%s","reason":"agreed"}""";
        good(house.post("ada", "/adjustments", adjustment.formatted("-12.50")));
        good(house.post("bob", "/adjustments", adjustment.formatted("12.50")));
        refused(403, "listAdjustments", house.get("vera", "/adjustments"));
        JsonNode listed = json(good(house.get("aude", "/adjustments")));
        assertEquals(2, listed.size());
        assertEquals("alpha", listed.get(0).path("costCenter").asText());
        assertEquals("beta", listed.get(0).path("against").asText());
        assertEquals(-12_500_000_000L, listed.get(0).path("amountNanos").asLong());
        assertEquals("bob", listed.get(1).path("bookedBy").asText());
        assertEquals(12_500_000_000L, listed.get(1).path("amountNanos").asLong());
    }

    @Test
    void a_draft_says_what_a_month_would_have_come_to_and_keeps_nothing() {
        String body = """
                {"policies":"rules: [{name: idle, share: {class: idle}, method: fixed, parts: {alpha: 100}}]"}""";
        JsonNode draft = json(good(house.post("paul", "/drafts?" + ApiHouse.MONTH, body)));
        JsonNode alpha = draft.path("costCenters").get(0);
        assertEquals("alpha", alpha.path("costCenter").asText());
        assertTrue(alpha.path("differenceNanos").asLong() > 0, draft.toString());
        assertEquals(0, draft.path("total").path("differenceNanos").asLong());
        assertEquals(0, draft.path("reconciliation").path("differenceNanos").asLong());
        refused(400, "no file to try", house.post("paul", "/drafts?" + ApiHouse.MONTH, "{}"));
        refused(400, "polcies", house.post("paul", "/drafts?" + ApiHouse.MONTH, "{\"polcies\":\"rules: []\"}"));
        refused(400, "nonsense", house.post("paul", "/drafts?" + ApiHouse.MONTH, "{\"policies\":\"nonsense: 1\"}"));
        refused(403, "tryDraft", house.post("aude", "/drafts?" + ApiHouse.MONTH, body));
    }

    @Test
    void a_closed_month_is_restated_with_the_bill_that_came_late() {
        house.ledger().write(connection -> {
            try (java.sql.Statement statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE node_span SET provider_id = 'aws:///eu-1a/i-1'");
            }
        });
        good(house.post("ada", "/closes/2026-09/prepare", "{}"));
        good(house.post("bob", "/closes/2026-09/approve", ""));
        JsonNode previewed =
                json(good(house.upload("ada", "/restatements/2026-09/bill?preview=true", "final.csv", BILL)));
        assertTrue(previewed.size() > 0, previewed.toString());
        assertEquals("bill", previewed.get(0).path("cause").asText());
        assertEquals(0, json(good(house.get("ada", "/bills"))).size());
        JsonNode booked = json(good(house.upload("ada", "/restatements/2026-09/bill", "final.csv", BILL)));
        assertEquals(previewed, booked);
        assertEquals(1, json(good(house.get("ada", "/bills"))).size());
        assertEquals(
                "[ ]",
                good(house.upload("ada", "/restatements/2026-09/bill", "final.csv", BILL))
                        .body()
                        .strip());
        refused(403, "restateWithBill", house.upload("paul", "/restatements/2026-09/bill", "final.csv", BILL));
        refused(409, "not closed", house.upload("ada", "/restatements/2026-10/bill", "final.csv", BILL));
    }

    @Test
    void who_may_see_one_cost_center_gets_its_budget_and_no_others() throws IOException {
        Files.writeString(folder.resolve("cost-centers.yaml"), """
                costCenters: [{id: alpha}, {id: beta}, {id: platform}]
                budgets: [{costCenter: alpha, amount: 3}, {costCenter: beta, amount: 77}]
                """);
        JsonNode all = json(good(house.get("ada", "/budgets?period=2026-09")));
        assertTrue(all.path("lines").size() >= 2, all.toString());
        JsonNode own = json(good(house.get("fiona", "/budgets?period=2026-09&costCenter=alpha")));
        assertEquals(1, own.path("lines").size(), own.toString());
        assertEquals("alpha", own.path("lines").get(0).path("costCenter").asText());
        assertEquals("3.000000000", own.path("lines").get(0).path("budget").asText());
        assertFalse(own.toString().contains("77") || own.toString().contains("beta"), own.toString());
        refused(403, "beta", house.get("fiona", "/budgets?period=2026-09&costCenter=beta"));
        JsonNode statement = json(good(house.get("olaf", "/statements?" + ApiHouse.MONTH + "&costCenter=alpha")));
        assertTrue(statement.path("budgets").isMissingNode(), statement.toString());
        assertTrue(json(good(house.get("ada", "/statements?" + ApiHouse.MONTH)))
                        .path("budgets")
                        .size()
                >= 2);
    }

    @Test
    void a_mistyped_vcluster_of_a_dispute_is_told_without_names_of_others() {
        String dispute = """
                {"period":"2026-09","costCenter":"alpha","vcluster":"host-ns/bleu","reason":"x","answerBy":"2026-10-20"}""";
        refused(404, "host-ns/bleu was not there in 2026-09", house.post("olaf", "/disputes", dispute));
        String told = house.post("olaf", "/disputes", dispute).body();
        assertFalse(told.contains("blue") || told.contains("green"), told);
    }

    @Test
    void a_month_is_closed_and_corrected_by_two_persons() {
        assertEquals(
                "open",
                json(good(house.get("paul", "/closes/2026-09"))).path("state").asText());
        refused(400, "owner", house.get("paul", "/closes/2026-09?hinders=owner"));
        assertEquals(
                0,
                json(good(house.get("paul", "/closes/2026-09?hinders=none")))
                        .path("hindrances")
                        .size());
        JsonNode prepared = json(good(
                house.post("ada", "/closes/2026-09/prepare", "{\"minCoverage\":\"90\",\"hinders\":\"no-owner\"}")));
        assertEquals("provisional", prepared.path("state").asText());
        refused(409, "another person", house.post("ada", "/closes/2026-09/approve", ""));
        refused(400, "by", house.post("ada", "/closes/2026-09/approve", "{\"by\":\"bob\"}"));
        JsonNode closed = json(good(house.post("bob", "/closes/2026-09/approve", "")));
        assertEquals("closed", closed.path("state").asText());
        refused(409, "closed already", house.post("bob", "/closes/2026-09/approve", ""));

        JsonNode listed = json(good(house.get("aude", "/closes"))).get(0);
        assertEquals("ada", listed.path("preparedBy").asText());
        assertEquals("bob", listed.path("approvedBy").asText());
        assertEquals(closed.path("digest"), listed.path("digest"));
        assertEquals(
                "[ ]",
                good(house.post("ada", "/restatements/2026-09", "")).body().strip());
        HttpResponse<String> zip = good(house.get("aude", "/closes/2026-09/receipts"));
        assertEquals("application/zip", zip.headers().firstValue("Content-Type").orElse(""));
        assertTrue(zip.body().startsWith("PK"));
        refused(404, "not closed", house.get("aude", "/closes/2026-10/verification"));

        String adjustment = """
                {"costCenter":"alpha","against":"beta","amount":"-12.50","reason":"agreed"}""";
        assertEquals(
                "2026-10",
                json(good(house.post("ada", "/adjustments", adjustment)))
                        .path("period")
                        .asText());
        refused(
                409,
                "is closed",
                house.post("ada", "/adjustments", adjustment.replace("{", "{\"period\":\"2026-09\",")));
        refused(400, "amount", house.post("ada", "/adjustments", adjustment.replace("-12.50", "much")));
    }

    @Test
    void a_dispute_is_opened_by_an_owner_and_answered_by_finance() {
        String dispute = """
                {"period":"2026-10","costCenter":"%s","reason":"too much","answerBy":"2026-10-20"}""";
        refused(403, "may not see cost center beta", house.post("olaf", "/disputes", dispute.formatted("beta")));
        HttpResponse<String> opened = house.post("olaf", "/disputes", dispute.formatted("alpha"));
        assertEquals(201, opened.statusCode(), opened.body());
        long id = json(opened).path("disputeId").asLong();
        String answer = "{\"outcome\":\"rejected\",\"answer\":\"as agreed\"}";
        refused(403, "resolveDispute", house.post("olaf", "/disputes/" + id + "/resolution", answer));
        good(house.post("ada", "/disputes/" + id + "/resolution", answer));
        refused(409, "rejected already", house.post("ada", "/disputes/" + id + "/resolution", answer));
        refused(404, "no dispute 99", house.post("ada", "/disputes/99/resolution", answer));
        assertEquals(
                "olaf",
                json(house.get("vera", "/disputes")).get(0).path("openedBy").asText());
    }

    @Test
    void a_bill_is_taken_compared_and_removed_and_nothing_of_the_upload_stays() {
        HttpResponse<String> taken = good(house.upload("ada", "/bills", "../../evil.csv", BILL));
        long id = json(taken).path("bills").get(0).path("billId").asLong();
        assertTrue(json(good(house.upload("ada", "/bills", "../../evil.csv", BILL)))
                .path("known")
                .asBoolean());
        assertFalse(
                json(house.get("paul", "/bills")).get(0).path("name").asText().contains("/"));
        refused(403, "importBill", house.upload("paul", "/bills", "export.csv", BILL));
        refused(400, "", house.upload("ada", "/bills", "export.csv", "no,focus\n1,2\n"));
        refused(415, "multipart", house.post("ada", "/bills", "{}"));
        good(house.delete("ada", "/bills/" + id));
        refused(404, "no bill " + id, house.delete("ada", "/bills/" + id));
        Eventually.isTrue(Duration.ofSeconds(10), () -> "files stay in uploads", () -> uploads() == 0);
    }

    private long uploads() {
        try (Stream<Path> left = Files.list(folder.resolve("uploads"))) {
            return left.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_statement_comes_in_every_format_and_looking_at_it_keeps_nothing() {
        for (String format : List.of("csv", "table", "xlsx", "html", "pdf", "focus", "focus-parquet")) {
            HttpResponse<String> response =
                    good(house.get("ada", "/statements?" + ApiHouse.MONTH + "&format=" + format));
            assertFalse(response.body().isEmpty(), format);
            assertNotEquals(
                    "application/json",
                    response.headers().firstValue("Content-Type").orElse(""));
        }
        JsonNode kept = json(house.post("aude", "/query", "{\"sql\":\"SELECT count(*) AS n FROM statement\"}"));
        assertEquals(0, kept.get(0).path("n").asInt());
    }

    @Test
    void wrong_use_is_told_by_value() {
        refused(400, "moth", house.get("ada", "/statements?moth=2026-09"));
        refused(400, "2026-9", house.get("ada", "/statements?month=2026-9"));
        refused(400, "month is given 2 times", house.get("ada", "/statements?month=2026-09&month=2026-10"));
        refused(400, "exclude each other", house.get("ada", "/statements?month=2026-09&from=2026-10-01"));
        refused(400, "exe", house.get("ada", "/statements?format=exe"));
        refused(400, "limit", house.get("ada", "/usage?limit=0"));
        refused(400, "cursor", house.get("ada", "/usage?cursor=x"));
        refused(404, "delta", house.get("ada", "/statements?costCenter=delta&" + ApiHouse.MONTH));
        refused(400, "sql", house.post("aude", "/query", "{}"));
        refused(400, "", house.post("aude", "/query", "{\"sql\":\"DROP TABLE tick\"}"));
        refused(400, "not valid JSON", house.post("aude", "/query", "{"));
        refused(404, "nothing at this path", house.get("ada", "/nothing"));
        refused(405, "it has GET", house.delete("ada", "/closes"));
        refused(404, "2026-13", house.get("ada", "/closes/2026-13"));
    }

    @Test
    void long_lists_come_in_pages_that_together_are_the_list() {
        String search = "/audit/events?limit=7&from=2026-09-29T12:00:00Z&to=2026-09-29T12:31:00Z";
        List<String> whole = new ArrayList<>();
        json(good(house.get("aude", search.replace("limit=7", "limit=1000"))))
                .forEach(event -> whole.add(event.toString()));
        List<String> paged = new ArrayList<>();
        String path = search;
        while (path != null) {
            HttpResponse<String> page = good(house.get("aude", path));
            List<String> events = new ArrayList<>();
            json(page).forEach(event -> events.add(event.toString()));
            paged.addAll(0, events);
            path = next(page);
        }
        assertEquals(31, whole.size());
        assertEquals(whole, paged);

        HttpResponse<String> first = good(house.get("paul", "/usage?by=pod&limit=1"));
        assertEquals(1, json(first).size());
        HttpResponse<String> second = good(house.get("paul", next(first)));
        assertEquals(1, json(second).size());
        assertEquals(null, next(second));
    }

    private static String next(HttpResponse<String> page) {
        return page.headers()
                .firstValue("Link")
                .map(link -> link.substring("</api/v1".length(), link.indexOf('>')))
                .orElse(null);
    }

    @Test
    void an_answer_says_what_may_be_done_with_it() {
        HttpResponse<String> response = good(house.send(
                house.request("ada", "/closes").header("X-Request-Id", "mine-1").GET()));
        assertEquals("mine-1", response.headers().firstValue("X-Request-Id").orElse(""));
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                "nosniff",
                response.headers().firstValue("X-Content-Type-Options").orElse(""));
        String etag = response.headers().firstValue("ETag").orElseThrow();
        assertEquals(
                304,
                house.send(house.request("ada", "/closes")
                                .header("If-None-Match", etag)
                                .GET())
                        .statusCode());
        HttpResponse<String> refused = house.send(house.request("ada", "/nothing")
                .header("X-Request-Id", "bad id\"")
                .GET());
        assertTrue(json(refused).path("instance").asText().matches("urn:sublet:request:[0-9a-f]{16}"));
    }
}
