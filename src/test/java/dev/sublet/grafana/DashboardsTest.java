package dev.sublet.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The JSON that is shipped, and the rules that Grafana's linter has for dashboards. */
class DashboardsTest {
    private static final Path SHIPPED = Path.of("../grafana/dashboards");
    private static final Set<String> TYPES = Set.of("row", "stat", "timeseries", "bargauge", "table");

    @Test
    void the_shipped_dashboards_are_those_that_the_code_says() throws IOException {
        for (Dashboard dashboard : Dashboards.all()) {
            Path file = SHIPPED.resolve(dashboard.uid() + ".json");
            String written = Json.write(dashboard.json());
            if (Boolean.getBoolean("sublet.dashboards.write")) {
                Files.createDirectories(SHIPPED);
                Files.writeString(file, written);
            }
            assertEquals(written, Files.readString(file), "run this test with -Dsublet.dashboards.write=true");
        }
        try (var files = Files.list(SHIPPED)) {
            assertEquals(Dashboards.all().size(), files.count());
        }
    }

    @Test
    void each_panel_says_what_it_shows_in_which_unit_from_the_readers_data_source() {
        for (JsonNode dashboard : shipped()) {
            for (JsonNode panel : dashboard.path("panels")) {
                String where = dashboard.path("title").asText() + " / "
                        + panel.path("title").asText();
                assertTrue(TYPES.contains(panel.path("type").asText()), where);
                assertFalse(panel.path("title").asText().isBlank(), where);
                if (panel.path("type").asText().equals("row")) {
                    continue;
                }
                assertFalse(panel.path("description").asText().isBlank(), where);
                assertFalse(panel.at("/fieldConfig/defaults/unit").asText().isBlank(), where);
                assertEquals("${datasource}", panel.at("/datasource/uid").asText(), where);
                assertFalse(panel.path("targets").isEmpty(), where);
                for (JsonNode target : panel.path("targets")) {
                    assertEquals("${datasource}", target.at("/datasource/uid").asText(), where);
                    String query = target.path("expr").asText();
                    assertTrue(query.contains("job=~\"$job\""), where + ": " + query);
                    // A fixed window misses scrapes or smears them when the interval is another.
                    assertFalse(query.matches(".*rate\\([^)]*\\[[0-9].*"), where + ": " + query);
                }
            }
        }
    }

    @Test
    void no_panel_lies_on_another_or_beyond_the_edge() {
        for (JsonNode dashboard : shipped()) {
            Set<String> cells = new HashSet<>();
            Set<Integer> ids = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                String where = dashboard.path("title").asText() + " / "
                        + panel.path("title").asText();
                assertTrue(ids.add(panel.path("id").asInt()), where);
                JsonNode place = panel.path("gridPos");
                int right = place.path("x").asInt() + place.path("w").asInt();
                int below = place.path("y").asInt() + place.path("h").asInt();
                assertTrue(right <= 24, where);
                for (int x = place.path("x").asInt(); x < right; x++) {
                    for (int y = place.path("y").asInt(); y < below; y++) {
                        assertTrue(cells.add(x + "," + y), where);
                    }
                }
            }
        }
    }

    @Test
    void each_dashboard_has_a_name_of_its_own_a_choice_of_jobs_and_links_that_lead_to_a_dashboard() {
        Set<String> uids = new HashSet<>();
        List<String> links = new ArrayList<>();
        for (JsonNode dashboard : shipped()) {
            assertTrue(uids.add(dashboard.path("uid").asText()));
            assertTrue(dashboard.path("uid").asText().length() <= 40);
            assertFalse(dashboard.path("description").asText().isBlank());
            List<String> variables = new ArrayList<>();
            dashboard
                    .at("/templating/list")
                    .forEach(each -> variables.add(each.path("name").asText()));
            assertTrue(variables.containsAll(List.of("datasource", "job")), variables.toString());
            dashboard
                    .path("panels")
                    .forEach(panel -> panel.at("/fieldConfig/defaults/links")
                            .forEach(link -> links.add(link.path("url").asText())));
        }
        assertFalse(links.isEmpty());
        for (String link : links) {
            assertTrue(uids.contains(link.replaceAll("^/d/([a-z-]+)\\?.*", "$1")), link);
        }
    }

    private static List<JsonNode> shipped() {
        List<JsonNode> all = new ArrayList<>();
        for (Dashboard dashboard : Dashboards.all()) {
            try {
                all.add(Json.parse(Files.readString(SHIPPED.resolve(dashboard.uid() + ".json"))));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return all;
    }
}
