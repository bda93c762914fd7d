package dev.sublet.bot.slack.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The directory file, read anew when it changed. Thread-safe. */
public final class TeamsFile implements Supplier<Teams> {
    private final Path file;
    private @Nullable Teams teams;
    private @Nullable FileTime changed;

    public TeamsFile(Path file) {
        this.file = file;
    }

    /**
     * As it is now.
     *
     * @throws IllegalArgumentException when it cannot be read or is wrong: an older one does not stand in, since somebody may have been put out
     */
    @Override
    public synchronized Teams get() {
        try {
            FileTime now = Files.getLastModifiedTime(file);
            Teams known = teams;
            if (known == null || !now.equals(changed)) {
                known = Teams.read(file);
                teams = known;
                changed = now;
            }
            return known;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "directory file " + file + " cannot be read (" + e + "); check bot.slack.teams", e);
        }
    }
}
