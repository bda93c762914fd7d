package dev.sublet.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.VolumeFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import dev.sublet.collector.kubelet.NodeLook;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:03:20Z");
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final Fleet fleet = Fleet.of(7, NOW);
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Long> lastCounter = new HashMap<>();
    private final List<String> backwards = new ArrayList<>();
    private final List<Integer> livePods = new ArrayList<>();
    private final Set<String> unanswered = new TreeSet<>();
    private int steps;
    private final Duration took = run();

    private Duration run() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        History history = new History(fleet, INTERVAL);
        int expected = history.remaining();
        while (history.hasNext()) {
            HistoryStep step = history.next();
            steps++;
            changes.addAll(step.changes());
            livePods.add(step.looks().stream().mapToInt(this::take).sum());
        }
        assertEquals(expected, steps);
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - started);
    }

    private int take(NodeLook look) {
        NodeSummary summary = look.summary();
        if (summary == null) {
            unanswered.add(look.node());
            return 0;
        }
        grows("node " + look.node(), summary.allPods());
        for (NodeSummary.PodStats pod : summary.pods()) {
            grows(pod.uid(), pod.cpuNanos());
            grows(pod.uid() + " received", pod.networkRxBytes());
            pod.containers().forEach(one -> grows(pod.uid() + one.startMs(), one.cpuNanos()));
        }
        return summary.pods().size();
    }

    private void grows(String what, @Nullable Counter counter) {
        if (counter == null || counter.value() < lastCounter.getOrDefault(what, 0L)) {
            backwards.add(what);
            return;
        }
        lastCounter.put(what, counter.value());
    }

    @Test
    void it_covers_last_month_until_now_in_seconds() {
        assertEquals(Instant.parse("2026-10-01T00:00:00Z"), fleet.start());
        assertEquals(Duration.between(fleet.start(), NOW).toMinutes() / 5 + 1, steps);
        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, "took " + took);
    }

    @Test
    void counters_never_go_back_within_a_run() {
        assertEquals(List.of(), backwards);
    }

    @Test
    void between_sixty_and_a_hundred_pods_live_at_a_time() {
        assertTrue(livePods.stream().min(Integer::compare).orElse(0) >= 55, livePods.toString());
        assertTrue(livePods.stream().max(Integer::compare).orElse(0) <= 100, livePods.toString());
    }

    @Test
    void a_nodes_own_counter_is_the_sum_of_all_its_pods() {
        for (NodePlan node : fleet.nodes().subList(0, 8)) {
            long atMs = (NOW.getEpochSecond() - 86_400 * 3) * 1000;
            Counter all = fleet.summary(node, atMs).allPods();
            assertTrue(all != null);
            long sum = fleet.pods().stream()
                    .filter(pod -> pod.node().equals(node) && pod.startS() <= all.atMs() / 1000)
                    .mapToLong(pod -> pod.cpuNanosAt(all.atMs() / 1000.0))
                    .sum();
            assertEquals(sum, all.value());
        }
    }

    @Test
    void the_last_counters_agree_with_the_truth() {
        Map<String, Double> truth = fleet.truth(Instant.EPOCH, NOW).stream()
                .collect(Collectors.toMap(PodTruth::uid, PodTruth::coreSeconds));
        for (PodPlan pod : fleet.pods()) {
            Long last = lastCounter.get(pod.uid());
            if (last != null && pod.stopS() == Dates.NEVER) {
                assertEquals(truth.getOrDefault(pod.uid(), 0.0), last / 1e9, 300 * 4.5, pod.name());
            }
        }
    }

    @Test
    void a_seed_gives_the_same_fleet_again_and_another_seed_another_one() {
        assertEquals(fleet.truth(fleet.start(), NOW), Fleet.of(7, NOW).truth(fleet.start(), NOW));
        HistoryStep first = new History(fleet, INTERVAL).next();
        assertEquals(first, new History(Fleet.of(7, NOW), INTERVAL).next());
        assertNotEquals(fleet.clusterUid(), Fleet.of(8, NOW).clusterUid());
    }

    @Test
    void steps_that_are_passed_over_leave_the_others_as_they_are() {
        long fromS = NOW.getEpochSecond() - 86_400;
        Duration interval = Duration.ofHours(5);
        History later = new History(fleet, interval);
        List<Change> passed = new ArrayList<>(later.passTo(fromS));
        assertEquals(List.of(), later.passTo(fromS));
        HistoryStep first = later.next();
        assertTrue(first.atS() >= fromS && first.atS() < fromS + interval.toSeconds(), "" + first.atS());
        passed.addAll(first.changes());

        History whole = new History(fleet, interval);
        List<Change> all = new ArrayList<>();
        HistoryStep same = whole.next();
        for (all.addAll(same.changes()); same.atS() < first.atS(); all.addAll(same.changes())) {
            same = whole.next();
        }
        assertEquals(all, passed);
        assertEquals(same.looks(), first.looks());
    }

    @Test
    void the_paused_vcluster_keeps_its_volume_and_has_no_pods() {
        assertTrue(changes.stream()
                .anyMatch(change -> change instanceof Change.Seen seen
                        && seen.fact() instanceof WorkloadFacts workload
                        && workload.name().equals("staging")
                        && workload.pausedMark()
                        && workload.replicas() == 0));
        assertTrue(fleet.pods().stream()
                .filter(pod -> pod.namespace().equals("vcluster-staging"))
                .allMatch(pod -> pod.stopS() < NOW.getEpochSecond()));
        assertFalse(changes.stream()
                .anyMatch(change -> change instanceof Change.Gone gone
                        && gone.last() instanceof VolumeFacts volume
                        && "vcluster-staging".equals(volume.claimNamespace())));
    }

    @Test
    void the_sandbox_goes_from_one_cost_center_to_another() {
        List<String> costCenters = seen(NamespaceFacts.class)
                .filter(namespace -> namespace.name().equals("vcluster-sandbox"))
                .map(namespace -> String.valueOf(namespace.costCenter()))
                .toList();
        assertEquals(List.of("cc-1002", "cc-1003"), costCenters);
        long distinct = seen(NamespaceFacts.class)
                .filter(namespace -> namespace.costCenter() != null)
                .map(NamespaceFacts::costCenter)
                .distinct()
                .count();
        assertEquals(5, distinct);
    }

    @Test
    void a_vcluster_is_made_again_under_its_name_as_another_one() {
        long uids = seen(WorkloadFacts.class)
                .filter(workload -> workload.name().equals("preview"))
                .map(WorkloadFacts::uid)
                .distinct()
                .count();
        assertEquals(2, uids);
    }

    @Test
    void one_node_falls_silent_and_others_live_seven_minutes() {
        assertEquals(Set.of("general-2"), unanswered);
        List<NodeFacts> brief = seen(NodeFacts.class)
                .filter(node -> node.name().startsWith("burst-"))
                .toList();
        assertTrue(brief.size() > 150, brief.size() + " nodes");
        for (Change change : changes) {
            if (change instanceof Change.Gone gone && gone.last() instanceof NodeFacts node && brief.contains(node)) {
                assertEquals(420, gone.atS() - node.createdS());
            }
        }
        assertTrue(seen(NodeFacts.class).anyMatch(node -> node.gpuCapacity() == 1));
    }

    @Test
    void pods_of_nobody_and_liars_are_there() {
        assertTrue(seen(PodFacts.class)
                .anyMatch(
                        pod -> pod.name().equals("debug-shell") && pod.owners().isEmpty()));
        assertTrue(seen(PodFacts.class)
                .anyMatch(pod -> pod.name().startsWith("innocent")
                        && "vcluster".equals(pod.labels().get("app"))
                        && "index".equals(pod.labels().get("vcluster.loft.sh/namespace"))));
    }

    private <T> Stream<T> seen(Class<T> type) {
        return changes.stream()
                .filter(Change.Seen.class::isInstance)
                .map(change -> ((Change.Seen) change).fact())
                .filter(type::isInstance)
                .map(type::cast);
    }
}
