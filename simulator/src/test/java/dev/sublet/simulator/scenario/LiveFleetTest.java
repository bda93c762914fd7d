package dev.sublet.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.collector.kubelet.NodeLook;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.simulator.api.SimulatedCluster;
import dev.sublet.simulator.replay.ReplayClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LiveFleetTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");

    private final Fleet fleet = Fleet.of(7, NOW);
    private final ReplayClock clock = new ReplayClock(NOW);
    private final SimulatedCluster cluster = SimulatedCluster.start();
    private final LiveFleet live = LiveFleet.fill(fleet, cluster, clock);
    private final KubernetesClient client =
            new KubernetesClientBuilder().withConfig(cluster.clientConfig()).build();

    @AfterEach
    void close() {
        client.close();
        live.close();
        cluster.close();
    }

    @Test
    void it_goes_on_where_history_ends_with_the_same_pods_and_counters() throws Exception {
        HistoryStep last = lastStep();
        Map<String, Long> then = new HashMap<>();
        for (NodeLook look : last.looks()) {
            NodeSummary summary = look.summary();
            if (summary != null) {
                summary.pods()
                        .forEach(pod -> pod.containers()
                                .forEach(one ->
                                        then.put(pod.uid(), one.cpuNanos().value())));
            }
        }
        clock.advanceTo(NOW.plusSeconds(1));
        Map<String, Long> now = new HashMap<>();
        for (var node : client.nodes().list().getItems()) {
            for (JsonNode pod : summary(node.getMetadata().getName()).path("pods")) {
                now.put(
                        pod.at("/podRef/uid").asText(),
                        pod.at("/containers/0/cpu/usageCoreNanoSeconds").asLong());
            }
        }
        assertEquals(then.keySet(), now.keySet());
        then.forEach((uid, before) -> assertTrue(now.getOrDefault(uid, 0L) >= before, uid));
    }

    @Test
    void pods_of_the_api_are_those_of_the_kubelets_and_of_ended_jobs() throws Exception {
        Set<String> running = client.pods().inAnyNamespace().list().getItems().stream()
                .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                .map(Pod::getMetadata)
                .map(meta -> meta.getUid())
                .collect(Collectors.toSet());
        int stats = 0;
        for (var node : client.nodes().list().getItems()) {
            stats += summary(node.getMetadata().getName()).path("pods").size();
        }
        assertEquals(stats, running.size());
    }

    @Test
    void nodes_come_and_go_as_time_passes() {
        assertEquals(7, client.nodes().list().getItems().size());
        boolean grew = false;
        for (int minute = 1; minute <= 24 * 60; minute += 3) {
            clock.advanceTo(NOW.plus(Duration.ofMinutes(minute)));
            live.advance();
            grew |= client.nodes().list().getItems().size() == 8;
        }
        assertTrue(grew);
        assertEquals(7, client.nodes().list().getItems().size());
    }

    @Test
    void a_fast_clock_runs_from_its_start() {
        ReplayClock real = new ReplayClock(NOW);
        Clock fast = new FastClock(real, NOW, 60);
        real.advanceTo(NOW.plusSeconds(2));
        assertEquals(NOW.plusSeconds(120), fast.instant());
        assertEquals(ZoneOffset.UTC, fast.getZone());
    }

    private HistoryStep lastStep() {
        History history = new History(fleet, Duration.ofHours(1));
        HistoryStep step = history.next();
        while (history.hasNext()) {
            step = history.next();
        }
        return step;
    }

    private JsonNode summary(String node) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + cluster.kubeletPort(node) + "/stats/summary");
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
