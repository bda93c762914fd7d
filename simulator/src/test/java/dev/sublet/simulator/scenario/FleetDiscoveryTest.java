package dev.sublet.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.discovery.FleetDiscovery;
import dev.sublet.collector.discovery.PodIdentity;
import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.kubelet.NodeLook;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.SummaryParser;
import dev.sublet.ledger.span.PodClass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The collector's own discovery and parser, on what the fleet shows. */
final class FleetDiscoveryTest {
    private final Fleet fleet = Fleet.of(3, Instant.parse("2026-11-22T14:00:00Z"));
    private final FleetDiscovery discovery = new FleetDiscovery();
    private final Map<String, PodFacts> live = new TreeMap<>();
    private HistoryStep last = new HistoryStep(0, List.of(), List.of());

    @Test
    void it_finds_the_vclusters_that_are_there_and_what_belongs_to_them() {
        replay();
        Set<String> names = discovery.vclusters().stream()
                .map(vcluster -> vcluster.name())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of("payments", "search", "sandbox", "analytics", "ml", "risk", "legacy", "staging", "preview"),
                names);
        Map<PodClass, Long> classes = live.values().stream()
                .map(discovery::identify)
                .collect(Collectors.groupingBy(PodIdentity::podClass, Collectors.counting()));
        assertEquals(8, classes.get(PodClass.CONTROL_PLANE));
        assertEquals(8, classes.get(PodClass.DNS));
        assertEquals(1, classes.get(PodClass.UNATTRIBUTED));
        assertEquals(18, classes.get(PodClass.HOST));
    }

    @Test
    void a_tenant_that_lies_is_charged_to_its_own_vcluster() {
        replay();
        PodFacts liar = live.values().stream()
                .filter(pod -> pod.name().startsWith("innocent"))
                .findFirst()
                .orElseThrow();
        PodIdentity identity = discovery.identify(liar);
        assertEquals(PodClass.WORKLOAD, identity.podClass());
        assertEquals("search", identity.vcluster());
        assertEquals("index", identity.virtualNamespace());
        assertTrue(String.valueOf(identity.virtualName()).startsWith("innocent-"));
    }

    @Test
    void the_truth_knows_whose_pods_they_are() {
        replay();
        Map<String, PodTruth> truth = fleet.truth(fleet.start(), fleet.now().plusSeconds(60)).stream()
                .collect(Collectors.toMap(PodTruth::uid, pod -> pod));
        live.values().stream().filter(pod -> !pod.ended()).forEach(pod -> {
            PodTruth known = truth.get(pod.uid());
            assertTrue(known != null, pod.name());
            assertEquals(known.vcluster(), discovery.identify(pod).vcluster(), pod.name());
        });
    }

    @Test
    void what_the_live_kubelets_write_is_read_as_it_was_meant() throws Exception {
        replay();
        for (NodeLook look : last.looks()) {
            NodeSummary summary = look.summary();
            assertTrue(summary != null);
            String json = SummaryJson.write(summary);
            assertEquals(summary, SummaryParser.parse(json.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void replay() {
        History history = new History(fleet, Duration.ofHours(2));
        while (history.hasNext()) {
            last = history.next();
            last.changes().forEach(this::take);
        }
    }

    private void take(Change change) {
        discovery.apply(change);
        if (change instanceof Change.Seen seen && seen.fact() instanceof PodFacts pod) {
            live.put(pod.uid(), pod);
        } else if (change instanceof Change.Gone gone) {
            live.remove(gone.last().uid());
        }
    }
}
