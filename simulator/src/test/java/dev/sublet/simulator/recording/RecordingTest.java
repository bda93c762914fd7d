package dev.sublet.simulator.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.simulator.api.KubeKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
    private final Path folder;
    private final Path root;
    private final SmallRecording small;

    RecordingTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        root = folder.resolve("rec-x");
        small = new SmallRecording(root)
                .tick(0, 200, "a")
                .tick(10, 500, "a", "b")
                .tick(20, 200, "b")
                .auditPost(7, "payments", "id-2")
                .auditPost(5, "host", "id-1");
    }

    @Test
    void a_folder_gives_ticks_lists_summaries_and_posts_in_order() {
        try (Recording recording = Recording.open(root)) {
            assertEquals(3, recording.tickTimes().size());
            RecordedTick second = recording.tick(1);
            assertEquals(2, second.lists().getOrDefault(KubeKind.POD, List.of()).size());
            assertEquals(List.of("n1"), second.silentNodes());
            assertTrue(recording.tick(0).summaries().containsKey("n1"));
            assertEquals(List.of("host", "payments"), recording.auditSources());
            assertEquals("host", recording.auditPost(0).source());
            assertFalse(recording.hasPodWatch());
        }
    }

    @Test
    void archives_of_both_kinds_are_unpacked_and_removed_again() throws IOException {
        long before = temporaryFolders();
        for (String suffix : List.of(".tar.xz", ".tar.zst")) {
            Path archive = folder.resolve("packed" + suffix);
            pack(archive, "rec-x/");
            try (Recording recording = Recording.open(archive)) {
                assertEquals(3, recording.tickTimes().size());
            }
        }
        assertEquals(before, temporaryFolders());
    }

    @Test
    void an_archive_that_leads_outside_is_refused_and_leaves_nothing() throws IOException {
        Path archive = folder.resolve("evil.tar.xz");
        pack(archive, "../rec-x/");
        assertRefused(archive, "evil.tar.xz", "leads outside");
    }

    @Test
    void an_archive_that_unpacks_to_too_much_is_refused() throws IOException {
        Path archive = folder.resolve("big.tar.zst");
        pack(archive, "rec-x/");
        RecordingException refused = assertThrows(
                RecordingException.class, () -> Recording.open(archive, new Recording.Limits(100, 1_000, false)));
        assertTrue(String.valueOf(refused.getMessage()).contains("more than 100 bytes"));
    }

    @Test
    void a_tick_without_pods_is_refused_by_name() throws IOException {
        Files.delete(small.tickFolder(2).resolve("pods.json"));
        assertRefused(root, "recording rec-x: tick 0002 lacks pods.json", "incomplete");
    }

    @Test
    void a_tick_without_tick_json_is_refused_by_name() throws IOException {
        Files.delete(small.tickFolder(3).resolve("tick.json"));
        assertRefused(root, "tick 0003 lacks tick.json", "copy it again");
    }

    @Test
    void a_summary_that_answered_and_is_not_there_is_refused() throws IOException {
        Files.delete(small.tickFolder(1).resolve("summary-n1.json"));
        assertRefused(root, "tick 0001 lacks summary-n1.json");
    }

    @Test
    void a_list_that_did_not_answer_is_no_list_and_not_an_empty_one() throws IOException {
        Path tick = small.tickFolder(2).resolve("tick.json");
        Files.writeString(
                tick,
                Files.readString(tick).replace("\"pods.json\":{\"status\":200}", "\"pods.json\":{\"status\":500}"));
        Files.delete(small.tickFolder(2).resolve("pods.json"));
        try (Recording recording = Recording.open(root)) {
            assertFalse(recording.tick(1).lists().containsKey(KubeKind.POD));
        }
    }

    @Test
    void json_that_was_cut_off_is_refused_by_file() throws IOException {
        Path pods = small.tickFolder(2).resolve("pods.json");
        String text = Files.readString(pods);
        Files.writeString(pods, text.substring(0, text.length() / 2));
        assertRefused(root, "tick 0002: pods.json is not JSON");
    }

    @Test
    void a_missing_tick_is_refused_unless_gaps_are_accepted() throws IOException {
        removeTick(2);
        assertRefused(root, "tick 0002 is missing");
        try (Recording recording = Recording.open(root, Recording.Limits.DEFAULT.acceptingMissingTicks())) {
            assertEquals(List.of(2), recording.missingTicks());
        }
    }

    @Test
    void a_cut_off_last_line_is_refused_by_file_and_line() throws IOException {
        small.event(1, "ADDED", "a", 11).event(2, "MODIFIED", "a", 12);
        Path watch = root.resolve("watch-pods.jsonl");
        String text = Files.readString(watch);
        Files.writeString(watch, text.substring(0, text.length() - 9));
        assertRefused(root, "line 2 of watch-pods.jsonl is not JSON");
    }

    @Test
    void what_is_no_recording_is_refused() throws IOException {
        assertRefused(folder.resolve("nowhere"), "does not exist");
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        assertRefused(text, "neither a folder nor");
        assertRefused(Files.createDirectory(folder.resolve("empty")), "has no folder ticks");
        Path broken = Files.writeString(folder.resolve("broken.tar.xz"), "hello");
        assertRefused(broken, "broken.tar.xz cannot be read");
    }

    private void removeTick(int tick) throws IOException {
        try (Stream<Path> files = Files.list(small.tickFolder(tick))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(small.tickFolder(tick));
    }

    private static void assertRefused(Path path, String... parts) throws IOException {
        long before = temporaryFolders();
        String message = String.valueOf(assertThrows(RecordingException.class, () -> Recording.open(path))
                .getMessage());
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        assertEquals(1, message.lines().count());
        assertEquals(before, temporaryFolders());
    }

    private static long temporaryFolders() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("sublet-recording-"))
                    .count();
        }
    }

    private void pack(Path archive, String prefix) throws IOException {
        try (OutputStream raw = Files.newOutputStream(archive);
                OutputStream compressed = archive.toString().endsWith(".xz")
                        ? new XZCompressorOutputStream(raw)
                        : new ZstdCompressorOutputStream(raw);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(compressed, StandardCharsets.UTF_8.name());
                Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                TarArchiveEntry entry = new TarArchiveEntry(prefix + root.relativize(file));
                entry.setSize(Files.size(file));
                tar.putArchiveEntry(entry);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
    }
}
