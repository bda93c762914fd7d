package dev.sublet.reporter.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds released rules as they are. {@code mvn -pl reporter test -Dtest=RulesTest -Dsublet.rules=write} lists the files of the current version
 * anew; {@code -Dsublet.rules=release} also marks it as released, after which no file of it may change.
 */
class RulesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/sublet/reporter");
    private static final List<String> FOLDERS = List.of("allocation", "policy", "statement");
    private static final String RELEASED = "released";
    private static final String UNRELEASED = "unreleased";

    private static Path manifest(int version) {
        return RESOURCES.resolve("sql/rules-" + version + ".txt");
    }

    /** The files that a version adds, with the SHA-256 of each. */
    private static Map<String, String> files(int version) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String folder : FOLDERS) {
            Path of = RESOURCES.resolve(version == 1 ? folder : folder + "/v" + version);
            if (Files.isDirectory(of)) {
                try (Stream<Path> all = Files.list(of)) {
                    for (Path file :
                            all.filter(each -> each.toString().endsWith(".sql")).toList()) {
                        files.put(RESOURCES.relativize(file).toString().replace('\\', '/'), sha256(file));
                    }
                }
            }
        }
        return files;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(int version, String state) throws IOException {
        StringBuilder text = new StringBuilder("# What version " + version
                + " of the rules adds: SHA-256 and file. Once released it never changes; RulesTest says how to write this file.\n"
                + state + "\n");
        files(version)
                .forEach((file, digest) ->
                        text.append(digest).append("  ").append(file).append('\n'));
        Files.writeString(manifest(version), text);
    }

    @Test
    void released_rules_are_never_edited() throws IOException {
        String wish = System.getProperty("sublet.rules", "");
        if (!wish.isEmpty()) {
            assertTrue(
                    !Files.exists(manifest(Rules.CURRENT))
                            || Files.readAllLines(manifest(Rules.CURRENT)).contains(UNRELEASED),
                    "rules of version " + Rules.CURRENT + " are released; add version " + (Rules.CURRENT + 1));
            write(Rules.CURRENT, wish.equals("release") ? RELEASED : UNRELEASED);
        }
        for (int version = 1; version <= Rules.CURRENT; version++) {
            List<String> lines = Files.readAllLines(manifest(version));
            if (lines.contains(RELEASED)) {
                assertEquals(
                        lines.stream().filter(line -> line.contains("  ")).toList(),
                        files(version).entrySet().stream()
                                .map(file -> file.getValue() + "  " + file.getKey())
                                .toList(),
                        "rules of version " + version + " are never edited: add version " + (Rules.CURRENT + 1)
                                + " as FOLDER/v" + (Rules.CURRENT + 1) + "/FILE.sql, with a rules-"
                                + (Rules.CURRENT + 1) + ".txt");
            } else {
                assertTrue(lines.contains(UNRELEASED), manifest(version) + " says neither released nor unreleased");
            }
        }
    }

    @Test
    void a_version_has_its_own_file_or_that_of_the_next_lower_one() {
        assertEquals("18-posting.sql", Rules.path(Allocation.class, "18-posting.sql", 1));
        assertEquals("v2/18-posting.sql", Rules.path(Allocation.class, "18-posting.sql", 2));
        assertEquals("v2/18-posting.sql", Rules.path(Allocation.class, "18-posting.sql", 3));
        assertEquals("19-line.sql", Rules.path(Allocation.class, "19-line.sql", 2));
    }

    @Test
    void a_connection_has_the_current_rules_until_it_is_told_others_that_there_are() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            assertEquals(Rules.CURRENT, Rules.of(connection));
            Rules.use(connection, 2);
            assertEquals(2, Rules.of(connection));
            assertEquals(
                    "it was made by rules 3, which this program does not have; use a newer one",
                    assertThrows(ReportException.class, () -> Rules.use(connection, 3))
                            .getMessage());
        }
    }
}
