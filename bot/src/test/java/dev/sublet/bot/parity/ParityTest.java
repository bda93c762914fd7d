package dev.sublet.bot.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.bot.host.RealServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParityTest {
    private static final String ALL_ON = """
            sync:
              toHost: {networkPolicies: {enabled: true}, ingresses: {enabled: true}, podDisruptionBudgets: {enabled: true},
                priorityClasses: {enabled: true}, persistentVolumes: {enabled: true}}
              fromHost: {nodes: {enabled: true}}
            controlPlane: {hostPathMapper: {enabled: true}}
            integrations: {metricsServer: {enabled: true}}
            """;

    private static JsonNode values(String yaml) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(yaml);
    }

    private static Inventory inventory(String version, Map<String, Set<String>> definitions, String... storage) {
        return new Inventory(
                version,
                Set.of("/pods"),
                definitions,
                Map.of("storageclasses", Set.of(storage)),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of());
    }

    @Test
    void what_is_alike_scores_a_hundred() throws IOException {
        Inventory same = inventory("1.36.0", Map.of(), "fast");
        assertEquals(100, Parity.compare(same, same, values(ALL_ON)).score());
    }

    @Test
    void each_difference_says_how_bad_it_is_and_what_to_do() throws IOException {
        ParityReport report = Parity.compare(
                inventory("1.36.0", Map.of("a.example.com", Set.of("v1", "v2")), "fast", "slow"),
                inventory("1.35.2", Map.of("a.example.com", Set.of("v1"))),
                values(ALL_ON.replace("networkPolicies: {enabled: true}", "networkPolicies: {enabled: false}")));

        assertEquals(
                List.of(
                        "BAD definition a.example.com: v1, v2 / v1",
                        "BAD networkPolicies: they take effect / NetworkPolicies inside do nothing",
                        "FAIR Kubernetes: 1.36.0 / 1.35.2",
                        "FAIR storageclasses fast: there / none",
                        "FAIR storageclasses slow: there / none"),
                report.items().stream()
                        .map(item ->
                                item.weight() + " " + item.what() + ": " + item.reference() + " / " + item.vcluster())
                        .toList());
        assertEquals(100 - 2 * 15 - 3 * 5, report.score());
        assertTrue(report.items().stream().noneMatch(item -> item.remedy().isEmpty()));
    }

    @Test
    void what_may_not_be_read_is_no_difference() throws IOException {
        Inventory blind = new Inventory(
                "1.36.0",
                Set.of("/pods"),
                Map.of(),
                Map.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of("storageclasses", "customresourcedefinitions"));
        ParityReport report = Parity.compare(
                inventory("1.36.0", Map.of("a.example.com", Set.of("v1")), "fast"), blind, values(ALL_ON));
        assertEquals(100, report.score());
        assertEquals(2, report.unread().size());
    }

    @Test
    void the_score_never_falls_below_nothing() throws IOException {
        Set<String> many = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> "label" + i)
                .collect(java.util.stream.Collectors.toSet());
        Inventory rich = new Inventory("1.36.0", many, Map.of(), Map.of(), many, many, many, Set.of());
        assertTrue(Parity.compare(rich, inventory("1.30.0", Map.of()), values("{}"))
                        .score()
                >= 0);
    }

    @Test
    void a_real_server_is_like_itself() throws IOException {
        try (KubernetesClient client = RealServer.require()) {
            Inventory inventory = new InventoryReader(client).read();
            assertTrue(inventory.resources().contains("apps/deployments"));
            assertTrue(inventory.definitions().containsKey("virtualclusters.sublet.dev"));
            assertEquals(
                    100, Parity.compare(inventory, inventory, values(ALL_ON)).score());
        }
    }
}
