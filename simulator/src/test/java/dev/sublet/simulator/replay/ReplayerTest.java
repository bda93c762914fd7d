package dev.sublet.simulator.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.simulator.api.SimulatedCluster;
import dev.sublet.simulator.recording.Recording;
import dev.sublet.simulator.recording.SmallRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayerTest {
    private final InformerDouble.Memory memory = new InformerDouble.Memory();
    private final List<String> posts = new ArrayList<>();
    private final SmallRecording small;

    ReplayerTest(@TempDir Path folder) throws IOException {
        small = new SmallRecording(folder.resolve("rec"));
    }

    @Test
    void pods_come_from_the_lists_where_there_is_no_watch() throws IOException {
        small.tick(0, 200, "a").tick(10, 200, "a", "b").tick(20, 200, "b");
        ReplaySummary summary = replay();
        assertEquals(List.of("a", "b"), memory.namesSeen("ADDED", "Pod"));
        assertEquals(List.of("a"), memory.namesSeen("DELETED", "Pod"));
        assertEquals(3, summary.ticks());
        assertEquals(2, summary.pods());
    }

    @Test
    void a_pod_that_lives_between_two_ticks_is_seen_at_its_own_times() throws IOException {
        small.tick(0, 200).tick(10, 200);
        small.event(-1, "ADDED", "a", 10).event(2, "ADDED", "brief", 11).event(7, "DELETED", "brief", 12);
        replay();
        assertEquals(SmallRecording.at(2), sighting("ADDED", "brief").at());
        assertEquals(SmallRecording.at(7), sighting("DELETED", "brief").at());
    }

    @Test
    void a_watch_that_starts_again_deletes_what_it_no_longer_names() throws IOException {
        small.tick(0, 200).tick(10, 200);
        small.event(-1, "ADDED", "a", 10).event(-1, "ADDED", "b", 11);
        small.event(4, "ADDED", "b", 11).event(4, "ADDED", "c", 12);
        replay();
        assertEquals(List.of("a", "b", "c"), memory.namesSeen("ADDED", "Pod"));
        assertEquals(List.of("a"), memory.namesSeen("DELETED", "Pod"));
    }

    @Test
    void in_a_gap_the_collector_is_down_and_lists_again_afterwards() throws IOException {
        small.tick(0, 200).tick(10, 200).tick(20, 200).tick(100, 200).tick(110, 200);
        small.event(-1, "ADDED", "a", 10).event(-1, "ADDED", "b", 11);
        small.event(101, "ADDED", "b", 11).event(101, "ADDED", "c", 12);
        ReplaySummary summary = replay();
        assertEquals(List.of("open", "start", "close", "open", "start", "close"), memory.notes);
        assertEquals(1, summary.restarts());
        assertEquals(List.of("a", "b", "b", "c"), memory.namesSeen("ADDED", "Pod"));
        assertEquals(SmallRecording.at(100), sighting("ADDED", "c").at());
    }

    @Test
    void a_new_pod_after_a_gap_in_the_ticks_alone_deletes_no_other() throws IOException {
        small.tick(0, 200).tick(10, 200).tick(20, 200).tick(100, 200).tick(110, 200);
        small.event(-1, "ADDED", "a", 10).event(-1, "ADDED", "b", 11).event(95, "ADDED", "new", 12);
        replay();
        assertTrue(memory.namesSeen("ADDED", "Pod").contains("new"));
        assertEquals(List.of(), memory.namesSeen("DELETED", "Pod"));
        assertEquals(
                2, memory.namesSeen("ADDED", "Pod").stream().filter("a"::equals).count());
    }

    @Test
    void a_request_that_did_not_answer_is_a_kubelet_that_fails() throws IOException {
        small.tick(0, 200).tick(10, 503).tick(20, 200);
        replay();
        assertEquals(500, memory.statusByTick.get(SmallRecording.at(10).getEpochSecond()));
        assertEquals(200, memory.statusByTick.get(SmallRecording.at(20).getEpochSecond()));
    }

    @Test
    void a_second_replay_skips_all_ticks_and_posts_again() throws IOException {
        small.tick(0, 200, "a").tick(10, 200, "a").auditPost(5, "host", "x");
        replay();
        memory.sightings.clear();
        ReplaySummary second = replay();
        assertEquals(0, second.ticks());
        assertEquals(2, second.skipped());
        assertTrue(memory.sightings.isEmpty());
        assertEquals(List.of("host", "host"), posts);
    }

    @Test
    void a_ledger_that_ends_midway_goes_on_there() throws IOException {
        small.tick(0, 200, "a").tick(10, 200, "a");
        replay();
        small.tick(20, 200, "a", "b");
        ReplaySummary more = replay();
        assertEquals(1, more.ticks());
        assertEquals(2, more.skipped());
    }

    @Test
    void audit_posts_come_between_the_ticks_and_late_ones_at_the_end() throws IOException {
        small.tick(0, 200, "a").tick(10, 200, "a").auditPost(5, "host", "x").auditPost(60, "payments", "y");
        ReplaySummary summary = replay();
        assertEquals(List.of("host", "payments"), posts);
        assertEquals(2, summary.auditEvents());
    }

    @Test
    void real_time_is_paced() {
        Pacer pacer = Pacer.atSpeed(100);
        long start = System.nanoTime();
        pacer.await(Instant.EPOCH);
        pacer.await(Instant.EPOCH.plusSeconds(2));
        assertFalse(System.nanoTime() - start < 19_000_000);
        assertThrows(IllegalArgumentException.class, () -> Pacer.atSpeed(0));
    }

    private InformerDouble.Sighting sighting(String what, String name) {
        return memory.sightings.stream()
                .filter(s -> s.what().equals(what) && s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ReplaySummary replay() {
        try (Recording recording = Recording.open(small.root());
                SimulatedCluster cluster = SimulatedCluster.start()) {
            return new Replayer(
                            recording,
                            cluster,
                            (clock, config, interval) -> new InformerDouble(memory, clock, config),
                            (source, body) -> posts.add(source),
                            Pacer.asFastAsPossible(),
                            (done, total) -> {})
                    .run();
        }
    }
}
