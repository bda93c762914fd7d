package dev.sublet.simulator.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.simulator.api.SimulatedCluster;
import dev.sublet.simulator.recording.PodEvent;
import dev.sublet.simulator.recording.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The recording of a real cluster that stands beside the project, where it does. */
final class RealRecordingTest {
    private static Path recordingFile() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data/recording-a.tar.xz");
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("no shared/data/recording-a.tar.xz beside the project: skipped");
        throw new AssertionError();
    }

    @Test
    void every_pod_of_the_lists_and_the_watch_is_seen() {
        InformerDouble.Memory memory = new InformerDouble.Memory();
        long started = System.nanoTime();
        try (Recording recording = Recording.open(recordingFile());
                SimulatedCluster cluster = SimulatedCluster.start()) {
            ReplaySummary summary = new Replayer(
                            recording,
                            cluster,
                            (clock, config, interval) -> new InformerDouble(memory, clock, config),
                            (source, body) -> {},
                            Pacer.asFastAsPossible(),
                            (done, total) -> {})
                    .run();
            assertEquals(60, summary.ticks());
            assertEquals(1, summary.restarts());
            assertEquals(3, summary.vclusters());
            assertEquals(816, summary.auditPosts());
            Set<String> seen = new HashSet<>();
            memory.sightings.stream().filter(s -> s.kind().equals("Pod")).forEach(s -> seen.add(s.uid()));
            assertEquals(expectedPods(recording), seen);
            assertEquals(summary.pods(), seen.size());
            assertTrue(memory.statusByTick.values().stream().allMatch(status -> status == 200));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertTrue(took.compareTo(Duration.ofSeconds(60)) < 0, "took " + took);
    }

    @Test
    void the_collectors_own_watch_sees_each_pod_event_at_its_recorded_second() {
        List<Change> changes = new ArrayList<>();
        try (Recording recording = Recording.open(recordingFile());
                SimulatedCluster cluster = SimulatedCluster.start()) {
            new Replayer(
                            recording,
                            cluster,
                            (clock, config, interval) -> new WatchUnderReplay(changes, clock, config),
                            (source, body) -> {},
                            Pacer.asFastAsPossible(),
                            (done, total) -> {})
                    .run();
            Set<String> recorded = new HashSet<>();
            Instant lastTick = recording.tickTimes().get(59);
            for (int i = 0; i < recording.podEventTimes().size(); i++) {
                PodEvent event = recording.podEvent(i);
                if (event.type().equals("DELETED") && !event.receivedAt().isAfter(lastTick)) {
                    recorded.add(event.object().at("/metadata/uid").asText() + " "
                            + event.receivedAt().getEpochSecond());
                }
            }
            Set<String> seen = new HashSet<>();
            for (Change change : changes) {
                if (change instanceof Change.Gone gone && gone.last() instanceof PodFacts pod) {
                    seen.add(pod.uid() + " " + gone.atS());
                }
            }
            assertEquals(recorded, seen);
            assertEquals(List.of("cc-1002", "cc-1003"), costCentersOfSandbox(changes));
        }
    }

    private static List<String> costCentersOfSandbox(List<Change> changes) {
        return changes.stream()
                .filter(change -> change instanceof Change.Seen seen
                        && seen.fact() instanceof NamespaceFacts namespace
                        && namespace.name().equals("vcluster-sandbox"))
                .map(change -> String.valueOf(((NamespaceFacts) ((Change.Seen) change).fact()).costCenter()))
                .distinct()
                .toList();
    }

    private static Set<String> expectedPods(Recording recording) {
        Set<String> uids = new HashSet<>();
        for (int i = 0; i < recording.podEventTimes().size(); i++) {
            JsonNode uid = recording.podEvent(i).object().at("/metadata/uid");
            if (uid.isTextual()) {
                uids.add(uid.asText());
            }
        }
        return uids;
    }
}
