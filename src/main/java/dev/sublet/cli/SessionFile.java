package dev.sublet.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sessions at daemons that somebody signed in to: a file that its owner alone can read, a token for each address. */
final class SessionFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    SessionFile(Path file) {
        this.file = file;
    }

    /** The one of this user. */
    static SessionFile own() {
        String config = System.getenv("XDG_CONFIG_HOME");
        Path folder = config == null || config.isBlank()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(config);
        return new SessionFile(folder.resolve("sublet").resolve("sessions.json"));
    }

    Optional<String> token(String server) {
        return Optional.ofNullable(read().get(server));
    }

    void keep(String server, String token) {
        Map<String, String> sessions = read();
        sessions.put(server, token);
        write(sessions);
    }

    /** Whether there was one. */
    boolean drop(String server) {
        Map<String, String> sessions = read();
        boolean there = sessions.remove(server) != null;
        if (there) {
            write(sessions);
        }
        return there;
    }

    private Map<String, String> read() {
        try {
            return Files.exists(file)
                    ? new TreeMap<>(JSON.readValue(Files.readString(file), new TypeReference<Map<String, String>>() {}))
                    : new TreeMap<>();
        } catch (IOException e) {
            throw Problem.environment(
                    file + " cannot be read (" + e.getMessage() + "); remove it and sign in again", e);
        }
    }

    private void write(Map<String, String> sessions) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            // Nobody else can read it at any moment.
            Path fresh = Files.createTempFile(
                    folder,
                    "sessions",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, JSON.writeValueAsString(sessions));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Problem.environment(file + " cannot be written (" + e + "); check its folder's permissions", e);
        }
    }
}
