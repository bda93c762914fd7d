package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of a real cluster, whose truth was measured beside it by the kernel's counters. */
class ReplayTest {
    private static final Path RECORDING = Path.of("..", "..", "shared", "data", "recording-a.tar.xz");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void replay() {
        Assumptions.assumeTrue(Files.exists(RECORDING), "there is no recording at ../shared/data: skipped");
        Cli first = Cli.run("replay", RECORDING.toString(), "--data", folder.toString());
        assertEquals(0, first.exitCode(), first.err());
    }

    private static JsonNode ask(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", folder.toString(), "--format", "json"));
        Cli answer = Cli.run(all.toArray(String[]::new));
        assertEquals(0, answer.exitCode(), answer.err());
        try {
            return JSON.readTree(answer.out());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.out(), e);
        }
    }

    private static JsonNode truth() throws IOException {
        Process unpacking = new ProcessBuilder("tar", "-xJOf", RECORDING.toString(), "--wildcards", "*/truth.json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return JSON.readTree(unpacking.getInputStream()).path("pods");
    }

    private static Map<String, JsonNode> usageByUid() {
        Map<String, JsonNode> byUid = new HashMap<>();
        ask("usage", "--by", "pod")
                .forEach(line -> byUid.put(line.path("podUid").asText(), line));
        return byUid;
    }

    @Test
    void what_each_pod_used_agrees_with_what_the_kernel_counted() throws IOException {
        Map<String, JsonNode> usage = usageByUid();
        BigDecimal truthSum = BigDecimal.ZERO;
        BigDecimal usedSum = BigDecimal.ZERO;
        for (JsonNode pod : truth()) {
            BigDecimal truth = pod.path("cgroup").path("cpuCoreSecondsInWindow").decimalValue();
            truthSum = truthSum.add(truth);
            JsonNode line = usage.get(pod.path("uid").asText());
            if (line == null) {
                assertTrue(pod.path("virtualName").asText().startsWith("ghost-20s"), pod.toString());
                continue;
            }
            BigDecimal used = line.path("cpuCoreSeconds").decimalValue();
            usedSum = usedSum.add(used);
            BigDecimal estimated = line.path("cpuEstimatedCoreSeconds").decimalValue();
            if (estimated.compareTo(used.multiply(new BigDecimal("0.05"))) <= 0) {
                BigDecimal allowed = truth.multiply(new BigDecimal("0.03")).max(BigDecimal.ONE);
                assertTrue(used.subtract(truth).abs().compareTo(allowed) <= 0, line + " but truth is " + truth);
            }
        }
        BigDecimal allowed = truthSum.multiply(new BigDecimal("0.03"));
        assertTrue(usedSum.subtract(truthSum).abs().compareTo(allowed) <= 0, usedSum + " but truth is " + truthSum);
    }

    @Test
    void every_pod_is_charged_to_whom_it_belongs_to_whatever_its_labels_say() throws IOException {
        Map<String, JsonNode> usage = usageByUid();
        for (JsonNode pod : truth()) {
            JsonNode line = usage.get(pod.path("uid").asText());
            if (line == null) {
                continue;
            }
            String podClass = line.path("class").asText();
            switch (pod.path("role").asText()) {
                case "tenant" -> {
                    assertEquals("workload", podClass, line.toString());
                    assertEquals(
                            pod.path("vcluster").asText(), line.path("vcluster").asText());
                    assertEquals(
                            pod.path("virtualName").asText(), line.path("pod").asText());
                    assertEquals(
                            pod.path("virtualNamespace").asText(),
                            line.path("virtualNamespace").asText());
                }
                case "control-plane" -> assertEquals("control-plane", podClass, line.toString());
                default -> assertTrue(List.of("host", "unattributed").contains(podClass), line.toString());
            }
        }
    }

    @Test
    void the_job_that_nobody_saw_is_unseen_usage() {
        JsonNode unseen = null;
        for (JsonNode line : ask("usage", "--by", "pod")) {
            if (line.path("podUid").isNull()) {
                unseen = line;
            }
        }
        assertTrue(
                unseen != null && unseen.path("cpuCoreSeconds").decimalValue().signum() > 0, "no unseen usage");
    }

    @Test
    void every_event_is_there_once_and_alice_is_found() {
        JsonNode sources = ask(
                "query",
                "SELECT source, count(*) AS events, count(DISTINCT (audit_id, stage)) AS different FROM audit_event GROUP BY 1");
        assertEquals(4, sources.size());
        for (JsonNode source : sources) {
            assertEquals(
                    source.path("events").asLong(), source.path("different").asLong(), source.toString());
        }
        JsonNode found = ask("audit", "search", "--user", "alice@example.com", "--vcluster", "payments");
        assertTrue(found.size() > 0);
        for (JsonNode event : found) {
            assertEquals("alice@example.com", event.path("user").asText());
            assertEquals("payments", event.path("vcluster").asText());
        }
    }

    @Test
    void a_second_replay_changes_nothing() {
        JsonNode usage = ask("usage", "--by", "pod");
        JsonNode events = ask("query", "SELECT count(*) AS n FROM audit_event");
        Cli again = Cli.run("replay", RECORDING.toString(), "--data", folder.toString());
        assertEquals(0, again.exitCode(), again.err());
        assertTrue(again.out().contains(" 0 ticks metered"), again.out());
        assertEquals(usage, ask("usage", "--by", "pod"));
        assertEquals(events, ask("query", "SELECT count(*) AS n FROM audit_event"));
    }

    @Test
    void a_statement_of_it_adds_up_and_is_proven() throws IOException {
        Path prices = folder.resolve("book.yaml");
        JsonNode types = ask("query", "SELECT DISTINCT node, instance_type FROM node_span");
        StringBuilder book = new StringBuilder("currency: EUR\nnodes:\n");
        types.forEach(node ->
                book.append("  - {name: ").append(node.path("node").asText()).append(", perHour: 0.192}\n"));
        book.append("volumes:\n");
        ask("query", "SELECT DISTINCT storage_class AS c FROM volume_span")
                .forEach(one -> book.append("  - {storageClass: \"")
                        .append(one.path("c").asText())
                        .append("\", perGiBHour: 0.0001}\n"));
        Files.writeString(prices, book);
        String[] period = {
            "--from", "2026-11-22T13:00:00Z", "--to", "2026-11-22T14:00:00Z", "--prices", prices.toString()
        };
        JsonNode report = ask("report", period[0], period[1], period[2], period[3], period[4], period[5]);
        JsonNode proof = report.path("reconciliation");
        assertEquals(0, proof.path("differenceNanos").asInt(-1));
        assertTrue(proof.path("nodeCostNanos").bigIntegerValue().signum() > 0);
        java.math.BigInteger lines = java.math.BigInteger.ZERO;
        for (JsonNode line : report.path("lines")) {
            assertTrue(line.path("amountNanos").isIntegralNumber()
                    && line.path("amount").isTextual());
            lines = lines.add(line.path("amountNanos").bigIntegerValue());
        }
        assertEquals(proof.path("linesNanos").bigIntegerValue(), lines);
        Cli verified = Cli.run("verify", "--prices", prices.toString(), "--data", folder.toString());
        assertEquals(0, verified.exitCode(), verified.out() + verified.err());
    }
}
