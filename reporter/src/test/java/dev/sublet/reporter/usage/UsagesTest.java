package dev.sublet.reporter.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import dev.sublet.reporter.table.Format;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsagesTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @TempDir
    private Path folder = Path.of("");

    private Ledger ledger;

    @BeforeEach
    void fill() {
        ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC());
        long web = ledger.nextSpanId();
        long agent = ledger.nextSpanId();
        ledger.commit(List.of(new TickBatch(
                "cluster-uid",
                "prod",
                100,
                10,
                List.of(),
                List.of(),
                List.of(
                        new PodSpan(
                                web,
                                "cluster-uid",
                                "web-uid",
                                "team-a",
                                "web-x-default-x-a",
                                "node-uid",
                                "node-1",
                                0,
                                null,
                                PodClass.WORKLOAD,
                                "vc-uid",
                                "a",
                                "team-a",
                                "default",
                                "web",
                                null,
                                null,
                                500,
                                1000,
                                0,
                                "Burstable",
                                null),
                        new PodSpan(
                                agent,
                                "cluster-uid",
                                "agent-uid",
                                "kube-system",
                                "agent",
                                "node-uid",
                                "node-1",
                                0,
                                null,
                                PodClass.HOST,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                0,
                                0,
                                0,
                                "BestEffort",
                                null)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new UsageRow(web, 0, 30, Coverage.MEASURED, 20_000, 2048, 16_384, 32_768, 0, 500, 1000, 0),
                        new UsageRow(web, 30, 37, Coverage.BRIDGED, 50, 1024, 16_384, 16_384, 0, 500, 1000, 0)),
                List.of(
                        new UsageRow(web, 37, 100, Coverage.ESTIMATED, 0, 0, 0, 0, 0, 500, 1000, 0),
                        new UsageRow(agent, 0, 100, Coverage.MISSING, 0, 0, 0, 0, 0, 0, 0, 0)),
                List.of(new UnseenUsage("cluster-uid", "node-uid", "node-1", 20, 30, 2_050)),
                StateBytes.ofText("{}"))));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private JsonNode ask(UsagePer per, long fromS, long toS) {
        try {
            return JSON.readTree(
                    new Usages(ledger).ask(per, fromS, toS, Format.JSON).text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertQuantity(String expected, JsonNode actual) {
        assertEquals(
                0, new BigDecimal(expected).compareTo(actual.decimalValue()), () -> expected + " is not " + actual);
    }

    private static JsonNode line(JsonNode lines, String pod) {
        for (JsonNode line : lines) {
            if (line.path("pod").asText().equals(pod)) {
                return line;
            }
        }
        throw new AssertionError("no line for " + pod + " in " + lines);
    }

    @Test
    void sums_a_pod_with_its_virtual_name_and_what_is_known_of_it() {
        JsonNode web = line(ask(UsagePer.POD, 0, 1000), "web");
        assertEquals("prod", web.path("cluster").asText());
        assertEquals("a", web.path("vcluster").asText());
        assertEquals("vc-uid", web.path("vclusterUid").asText());
        assertEquals("team-a", web.path("namespace").asText());
        assertEquals("default", web.path("virtualNamespace").asText());
        assertEquals("workload", web.path("class").asText());
        assertQuantity("20.050", web.path("cpuCoreSeconds"));
        assertQuantity("50.000", web.path("cpuRequestCoreSeconds"));
        // 30 s above the request of half a core, then 70 s at the request.
        assertQuantity("55.000", web.path("billableCpuCoreSeconds"));
        assertEquals(
                (2048L * 30 + 1024 * 7) * 1024, web.path("memoryByteSeconds").longValue());
        assertEquals(
                (2048L * 30 + 1024 * 7 + 1000 * 63) * 1024,
                web.path("billableMemoryByteSeconds").longValue());
        assertEquals(100, web.path("seconds").longValue());
        assertQuantity("0.300000", web.path("coverage").path("measured"));
        assertQuantity("0.070000", web.path("coverage").path("bridged"));
        assertQuantity("0.630000", web.path("coverage").path("estimated"));
    }

    @Test
    void a_pod_outside_every_vcluster_has_null_for_it() {
        JsonNode agent = line(ask(UsagePer.POD, 0, 1000), "agent");
        assertTrue(agent.path("vcluster").isNull());
        assertTrue(agent.path("vclusterUid").isNull());
        assertTrue(
                agent.has("virtualNamespace") && agent.path("virtualNamespace").isNull());
        assertEquals("host", agent.path("class").asText());
        assertEquals(1, agent.path("coverage").path("missing").asInt());
    }

    @Test
    void adjacent_windows_sum_to_the_whole_to_the_last_unit() {
        String[] quantities = {
            "cpuCoreSeconds",
            "cpuRequestCoreSeconds",
            "billableCpuCoreSeconds",
            "memoryByteSeconds",
            "billableMemoryByteSeconds",
            "networkRxBytes",
            "networkTxBytes",
            "seconds"
        };
        JsonNode whole = line(ask(UsagePer.POD, 0, 100), "web");
        BigDecimal[] sums = new BigDecimal[quantities.length];
        java.util.Arrays.fill(sums, BigDecimal.ZERO);
        for (long fromS = 0; fromS < 100; fromS += 4) {
            JsonNode part = line(ask(UsagePer.POD, fromS, fromS + 4), "web");
            for (int index = 0; index < sums.length; index++) {
                sums[index] = sums[index].add(part.path(quantities[index]).decimalValue());
            }
        }
        for (int index = 0; index < sums.length; index++) {
            assertEquals(0, whole.path(quantities[index]).decimalValue().compareTo(sums[index]), quantities[index]);
        }
    }

    @Test
    void unseen_usage_is_a_line_of_its_own_all_estimate() {
        JsonNode unseen = line(ask(UsagePer.POD, 25, 1000), "unseen usage on node-1");
        assertTrue(unseen.path("podUid").isNull());
        assertEquals("unattributed", unseen.path("class").asText());
        assertEquals("node-1", unseen.path("node").asText());
        assertQuantity("1.025", unseen.path("cpuCoreSeconds"));
        assertQuantity("1.025", unseen.path("cpuEstimatedCoreSeconds"));
        assertEquals(0, unseen.path("seconds").asLong());
        assertEquals(1, unseen.path("coverage").path("estimated").asInt());
    }

    @Test
    void sums_by_vcluster_and_by_node() {
        JsonNode vclusters = ask(UsagePer.VCLUSTER, 0, 1000);
        assertEquals(3, vclusters.size());
        assertEquals("a", vclusters.get(0).path("vcluster").asText());
        assertTrue(vclusters.get(0).path("pod").isNull());
        assertEquals("host", vclusters.get(1).path("class").asText());
        JsonNode nodes = ask(UsagePer.NODE, 0, 1000);
        assertEquals(2, nodes.size());
        assertEquals("node-1", nodes.get(0).path("node").asText());
        assertEquals(200, nodes.get(0).path("seconds").asLong());
    }

    @Test
    void people_read_words_and_programs_a_flat_csv() {
        String table =
                new Usages(ledger).ask(UsagePer.VCLUSTER, 0, 1000, Format.TABLE).text();
        assertTrue(table.contains("filled in"), table);
        assertTrue(table.contains("(host)"), table);
        String csv = new Usages(ledger).ask(UsagePer.POD, 0, 1000, Format.CSV).text();
        assertTrue(csv.startsWith("cluster,clusterUid,vcluster,"), csv);
        assertTrue(csv.contains(",web,web-uid,workload,node-1,20.050,50.000,55.000,"), csv);
    }
}
