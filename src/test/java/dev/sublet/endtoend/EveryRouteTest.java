package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.api.ApiSettings;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that is answered over HTTP, asked by everybody: the routes come from the server itself, so that a new one cannot be forgotten. Who may see
 * cost center alpha alone gets nothing of beta.
 */
class EveryRouteTest {
    private static final List<String> OF_BETA = List.of("beta", "green", "v-2", "web-2");
    private static final List<String> SCOPED = List.of("vera", "olaf", "fiona");
    private static final List<String> UNSCOPED = List.of("ada", "paul", "aude");
    /** The same for everybody; its examples have names of their own. */
    private static final String DOCUMENT = "/api/v1/openapi.json";

    /** What somebody without a token may ask for: nothing of it speaks of a tenant. */
    private static final Set<String> OPEN = Set.of(
            "/healthz",
            "/readyz",
            "/metrics",
            "/sign-in",
            "/sign-in/start",
            "/sign-in/callback",
            "/sign-in/token",
            "/sign-out",
            "/sign-in/command-line",
            "/sign-in/command-line/token",
            DOCUMENT);

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static ApiHouse house;

    /** Two callers who may ask the same get the same: the ledger is asked once, the rights are looked at for each. */
    private static final Map<Question, Answer> GIVEN = new ConcurrentHashMap<>();

    @BeforeAll
    static void open() {
        house = new ApiHouse(
                folder, ApiSettings.defaults(), answers -> question -> GIVEN.computeIfAbsent(question, answers));
        action("alpha", "blue", "req-a");
        action("beta", "green", "req-b");
    }

    private static void action(String costCenter, String vcluster, String request) {
        SimulatedLedger.sql(
                house.ledger(), """
                INSERT INTO lifecycle_action VALUES ('%s/done', '%s', '2026-09', 1790000000000, 'c', 'host-%s', '%s', 'u-%s', 'team', '%s',
                    'pause', 'ann', NULL, 'cli', '{}', 'done', 'paused %s')
                """.formatted(request, request, vcluster, vcluster, vcluster, costCenter, vcluster));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    /** Every path of a route, asking for what is beta's wherever a name can be given. */
    private static List<String> paths(String route) {
        List<String> paths = new ArrayList<>();
        for (String format : List.of("html", "pdf", "xlsx", "csv", "json")) {
            String path =
                    route.replace(":uid", "v-2").replace(":period", "2026-09").replace(":format", format);
            for (String query : List.of(
                    "",
                    "?month=2026-09",
                    "?month=2026-09&costCenter=beta",
                    "?costCenter=alpha",
                    "?month=2026-09&vcluster=green&user=*")) {
                paths.add(path.replaceAll(":[A-Za-z]+", "77") + query);
            }
            if (!route.contains(":format")) {
                break;
            }
        }
        return paths;
    }

    private static HttpResponse<String> ask(String method, String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port() + path))
                .timeout(Duration.ofMinutes(1));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (method.equals("GET") || method.equals("DELETE")) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, HttpRequest.BodyPublishers.ofString("code=x&token=x"));
        }
        return house.send(request);
    }

    @Test
    void who_sees_one_cost_center_gets_nothing_of_another_by_any_route() {
        int answered = 0;
        for (String name : SCOPED) {
            for (String route : house.routes()) {
                String[] parts = route.split(" ", 2);
                if (parts[1].equals(DOCUMENT)) {
                    continue;
                }
                for (String path : paths(parts[1])) {
                    HttpResponse<String> response = ask(parts[0], path, name);
                    assertTrue(response.statusCode() < 500, name + " " + route + " " + path + " " + response.body());
                    for (String word : OF_BETA) {
                        // The address itself is the asker's.
                        String said = response.body().replace(path, "").replace(path.replace("&", "&amp;"), "");
                        boolean echo = said.contains("costCenter=beta")
                                || said.contains("may not see cost center beta")
                                || said.contains("value=\"green\"");
                        assertFalse(
                                said.contains(word) && !echo,
                                name + " learns of " + word + " by " + parts[0] + " " + path + ": " + said);
                    }
                    answered += response.statusCode() == 200 ? 1 : 0;
                }
            }
        }
        assertTrue(answered > 60, answered + " were answered");
    }

    @Test
    void who_sees_all_sees_beta_on_the_pages() {
        for (String name : UNSCOPED) {
            HttpResponse<String> fleet = ask("GET", "/?month=2026-09", name);
            assertEquals(200, fleet.statusCode(), fleet.body());
            assertTrue(fleet.body().contains("green") && fleet.body().contains("beta"), fleet.body());
            HttpResponse<String> green = ask("GET", "/vclusters/v-2?month=2026-09", name);
            assertEquals(200, green.statusCode(), green.body());
            assertTrue(green.body().contains("paused green"), green.body());
        }
    }

    @Test
    void nobody_without_a_token_gets_anything_but_the_way_in() {
        for (String route : house.routes()) {
            String[] parts = route.split(" ", 2);
            if (OPEN.contains(parts[1]) || parts[1].startsWith("/assets/")) {
                continue;
            }
            for (String path : paths(parts[1])) {
                HttpResponse<String> response = ask(parts[0], path, "");
                boolean in = response.statusCode() == 401
                        || (response.statusCode() == 303
                                && response.headers()
                                        .firstValue("Location")
                                        .orElse("")
                                        .startsWith("/sign-in"));
                assertTrue(in, route + " " + path + " " + response.statusCode() + " " + response.body());
            }
        }
    }

    @Test
    void a_page_s_numbers_are_the_report_s() {
        HttpResponse<String> page = ask("GET", "/statement?month=2026-09", "ada");
        String report = house.get("ada", "/statements?" + ApiHouse.MONTH + "&by=vcluster,class,resource")
                .body();
        int found = 0;
        for (java.util.regex.Matcher amount = java.util.regex.Pattern.compile("\"amount\"\\s*:\\s*\"([^\"]+)\"")
                        .matcher(report.substring(0, report.indexOf("\"lines\"")));
                amount.find(); ) {
            assertTrue(
                    page.body().contains("value=\"" + amount.group(1) + "\""), amount.group(1) + " in " + page.body());
            found++;
        }
        assertTrue(found > 3, found + " amounts");
    }

    @Test
    void what_is_shown_never_runs_and_never_leaves() {
        HttpResponse<String> page = ask("GET", "/?month=2026-09", "ada");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(page.body().contains("style="), page.body());
        assertFalse(java.util.regex.Pattern.compile("<script(?![^>]* src=\"/assets/)")
                .matcher(page.body())
                .find());
        assertFalse(page.body().contains("http://") || page.body().contains("https://"), page.body());
        assertEquals("no-store", page.headers().firstValue("Cache-Control").orElseThrow());
    }
}
