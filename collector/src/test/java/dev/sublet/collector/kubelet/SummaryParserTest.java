package dev.sublet.collector.kubelet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.SharedData;
import dev.sublet.collector.discovery.FleetDiscovery;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.kubelet.NodeSummary.ContainerStats;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.collector.watch.FactsOf;
import dev.sublet.collector.watch.HostLabels;
import dev.sublet.ledger.span.PodClass;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SummaryParserTest {
    private static NodeSummary parse(String json) throws KubeletException {
        return SummaryParser.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static long ms(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void a_pod_has_its_runs_its_own_counter_and_its_claims() throws KubeletException {
        NodeSummary summary = parse("""
                {'node': {'nodeName': 'n1', 'systemContainers': [{'name': 'kubelet'},
                   {'name': 'pods', 'cpu': {'time': '2026-11-01T00:00:10Z', 'usageCoreNanoSeconds': 7}}]},
                 'pods': [{'podRef': {'name': 'p', 'namespace': 'a', 'uid': 'u'}, 'startTime': '2026-11-01T00:00:00Z',
                   'containers': [
                     {'name': 'c', 'startTime': '2026-11-01T00:00:01Z',
                      'cpu': {'time': '2026-11-01T00:00:09.123456789Z', 'usageCoreNanoSeconds': 5},
                      'memory': {'workingSetBytes': 100}, 'accelerators': [], 'new': {'field': 1}},
                     {'name': 'd', 'memory': {'workingSetBytes': 20}}],
                   'cpu': {'time': '2026-11-01T01:00:08+01:00', 'usageCoreNanoSeconds': 6},
                   'network': {'time': '2026-11-01T00:00:07Z', 'rxBytes': 1, 'txBytes': 2},
                   'volume': [{'usedBytes': 10, 'pvcRef': {'name': 'x'}}, {'usedBytes': 1000},
                              {'usedBytes': 5, 'pvcRef': {'name': 'y'}}]}]}""");
        assertEquals(new Counter(ms("2026-11-01T00:00:10Z"), 7), summary.allPods());
        assertEquals(
                new PodStats(
                        "u",
                        "a",
                        "p",
                        ms("2026-11-01T00:00:00Z"),
                        List.of(new ContainerStats(
                                "c", ms("2026-11-01T00:00:01Z"), new Counter(ms("2026-11-01T00:00:09.123Z"), 5))),
                        new Counter(ms("2026-11-01T00:00:08Z"), 6),
                        120L,
                        new Counter(ms("2026-11-01T00:00:07Z"), 1),
                        new Counter(ms("2026-11-01T00:00:07Z"), 2),
                        15),
                summary.pods().get(0));
    }

    @Test
    void what_a_kubelet_leaves_out_is_absent_and_not_zero() throws KubeletException {
        NodeSummary summary = parse("""
                {'node': {'nodeName': 'n1'}, 'pods': [null, {}, {'podRef': null}, {'podRef': {'uid': 'u'},
                 'containers': [null, {'cpu': null}, {'cpu': {'usageCoreNanoSeconds': 5}}],
                 'cpu': {'time': 'yesterday', 'usageCoreNanoSeconds': 5}, 'network': {'time': '2026-11-01T00:00:00Z', 'rxBytes': -1,
                 'txBytes': 18446744073709551615}, 'memory': {'workingSetBytes': 1.5}}]}""");
        assertNull(summary.allPods());
        PodStats pod = summary.pods().get(0);
        assertEquals(1, summary.pods().size());
        assertEquals(List.of(), pod.containers());
        assertNull(pod.cpuNanos());
        assertNull(pod.memoryBytes());
        assertNull(pod.networkRxBytes());
        assertNull(pod.networkTxBytes());
        assertEquals(List.of(), parse("{'node': {}, 'pods': null}").pods());
    }

    @Test
    void what_is_no_summary_is_said_to_be_unreadable() {
        for (String body : List.of("", "{", "[]", "{}", "Unauthorized", "{'node': {}, 'pods': 5}", "{'node': 1}")) {
            KubeletException failure = assertThrows(KubeletException.class, () -> parse(body), body);
            assertEquals(KubeletException.Reason.UNREADABLE, failure.reason());
            assertEquals(1, String.valueOf(failure.getMessage()).lines().count());
        }
    }

    @Test
    void every_pod_of_the_kubelet_1_31_sample_is_an_api_pod_outside_every_vcluster() throws IOException {
        NodeSummary summary =
                SummaryParser.parse(Files.readAllBytes(SharedData.file("kubelet-1.31/stats-summary.json")));
        PodList list =
                Serialization.unmarshal(Files.readString(SharedData.file("kubelet-1.31/pods.yaml")), PodList.class);
        Map<String, PodFacts> byKubeletUid = list.getItems().stream()
                .map(pod -> FactsOf.pod(pod, HostLabels.DEFAULT))
                .collect(Collectors.toMap(PodFacts::kubeletUid, Function.identity()));
        FleetDiscovery discovery = new FleetDiscovery();
        assertTrue(summary.pods().size() >= 17);
        for (PodStats stats : summary.pods()) {
            PodFacts pod = byKubeletUid.get(stats.uid());
            assertEquals(stats.name(), pod == null ? "no API pod" : pod.name());
            assertEquals(
                    PodClass.HOST, pod == null ? null : discovery.identify(pod).podClass());
        }
        assertEquals(
                39_387_596_000L,
                summary.allPods() == null ? -1 : summary.allPods().value());
    }
}
