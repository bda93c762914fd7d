package dev.sublet.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir
    Path folder;

    private final List<String> steps = new ArrayList<>();
    private final DurableFiles files = new DurableFiles(steps::add);

    @Test
    void a_rename_comes_after_the_sync_of_its_file_and_before_that_of_its_folder() throws IOException {
        files.write(folder.resolve("a"), new byte[] {1});
        files.write(folder.resolve("a"), new byte[] {2});
        assertEquals(2, Files.readAllBytes(folder.resolve("a"))[0]);
        String name = folder.getFileName() + "/";
        assertEquals(
                List.of(
                        "before-sync:.a.part",
                        "after-sync:.a.part",
                        "before-rename:a",
                        "after-rename:a",
                        "before-sync:" + name,
                        "after-sync:" + name),
                steps.subList(0, 6));
    }

    @Test
    void both_folders_of_a_move_are_synced() throws IOException {
        Path to = folder.resolve("below/deep");
        files.createDirectories(to);
        assertTrue(steps.contains("after-sync:below/"));
        Path from = Files.writeString(folder.resolve("a"), "text");
        steps.clear();
        files.move(from, to.resolve("b"));
        assertTrue(steps.containsAll(List.of("after-sync:deep/", "after-sync:" + folder.getFileName() + "/")));
        assertEquals("text", Files.readString(to.resolve("b")));
        assertFalse(Files.exists(from));
    }

    @Test
    void a_deletion_is_followed_by_the_sync_of_the_folder_and_may_be_repeated() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "text");
        files.delete(file);
        files.delete(file);
        assertFalse(Files.exists(file));
        assertEquals(List.of("before-delete:a", "after-delete:a"), steps.subList(0, 2));
        assertEquals(8, steps.size());
    }

    @Test
    void a_step_that_fails_leaves_what_was_there() throws IOException {
        Path target = Files.writeString(folder.resolve("a"), "old");
        DurableFiles failing = new DurableFiles(step -> {
            if (step.startsWith("before-rename")) {
                throw new IllegalStateException(step);
            }
        });
        assertThrows(IllegalStateException.class, () -> failing.write(target, "new".getBytes(StandardCharsets.UTF_8)));
        assertEquals("old", Files.readString(target));
    }
}
