package dev.sublet.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where files of calls lie while they are read. Stateless. */
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private Uploads() {}

    static Path folder(Path data) {
        return data.toAbsolutePath().normalize().resolve("uploads");
    }

    /** With all that is in it; what cannot be removed now is at the next start. */
    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            LOG.warn("event=upload_left_behind folder={} reason=\"{}\"", folder, e.toString());
        }
    }
}
