package dev.sublet.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Path RULES = Path.of("../grafana/rules");

    @Test
    void promtool_finds_the_rules_right_and_their_tests_green() throws IOException, InterruptedException {
        Programs.need("promtool");
        Programs.Ended checked = Programs.run(RULES, "promtool", "check", "rules", "sublet.yaml");
        assertEquals(0, checked.exitCode(), checked.output());
        Programs.Ended tested = Programs.run(RULES, "promtool", "test", "rules", "sublet-tests.yaml");
        assertEquals(0, tested.exitCode(), tested.output());
    }

    @Test
    void each_alert_has_a_test_a_severity_and_a_line_in_the_runbook() throws IOException {
        String tests = Files.readString(RULES.resolve("sublet-tests.yaml"));
        String runbook = Files.readString(Path.of("../docs/RUNBOOK.md"));
        JsonNode rules = new YAMLMapper().readTree(RULES.resolve("sublet.yaml").toFile());
        int alerts = 0;
        for (JsonNode group : rules.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String alert = rule.path("alert").asText();
                if (alert.isEmpty()) {
                    continue;
                }
                alerts++;
                assertTrue(tests.contains("alertname: " + alert), alert + " has no test");
                assertTrue(
                        java.util.Set.of("critical", "warning", "info")
                                .contains(rule.at("/labels/severity").asText()),
                        alert);
                assertFalse(rule.at("/annotations/summary").asText().isBlank(), alert);
                assertFalse(rule.at("/annotations/description").asText().isBlank(), alert);
                assertEquals(
                        "docs/RUNBOOK.md#" + alert.toLowerCase(Locale.ROOT),
                        rule.at("/annotations/runbook").asText());
                assertTrue(runbook.contains("## " + alert + "\n"), alert + " has no line in docs/RUNBOOK.md");
            }
        }
        assertTrue(alerts > 10, "alerts: " + alerts);
    }
}
