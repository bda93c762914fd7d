package dev.sublet.ledger.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB's driver unpacks its library of 70 MB to a new temporary file at each start and deletes it at an orderly exit
 * only. Its jar holds the library, so the driver never asks for another place. On Linux a file that is loaded needs no
 * name any more: it is unlinked right after loading, and a process that is killed leaves nothing. What was left by one
 * killed in the moment between is removed at a later start. Elsewhere nothing is done.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    /** As {@code Files.createTempFile("libduckdb_java", ".so")} names them. */
    private static final Pattern NAME = Pattern.compile("libduckdb_java\\d+\\.so");
    /** A younger file may belong to a process that is just about to load it. */
    private static final Duration AGE_MIN = Duration.ofMinutes(10);

    private static final Path PROCESSES = Path.of("/proc");

    private NativeLibrary() {}

    static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    /** Removes leftovers of dead processes: old enough, ours, and loaded by no process that can be looked into. */
    static void removeLeftovers(Path folder, Clock clock) {
        if (!Files.isDirectory(PROCESSES.resolve("self"))) {
            return;
        }
        try {
            List<Path> old = candidates(folder, clock);
            Set<String> mapped = old.isEmpty() ? Set.of() : mappedByAnyone();
            for (Path file : old) {
                if (!mapped.contains(file.toRealPath().toString())) {
                    Files.deleteIfExists(file);
                    LOG.info("removed {}, left by a process that was killed", file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("leftovers of the database library stay: {}", e.getMessage());
        }
    }

    /** Takes the name off the library that this process has loaded. */
    static void unlinkLoaded(Path folder) {
        try {
            Path real = folder.toRealPath();
            for (String name : mappedBy(PROCESSES.resolve("self"))) {
                Path file = Path.of(name);
                if (real.equals(file.getParent()) && isOurs(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("the database library keeps its temporary name: {}", e.getMessage());
        }
    }

    private static List<Path> candidates(Path folder, Clock clock) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(NativeLibrary::isOurs)
                    .filter(file -> isOld(file, clock))
                    .toList();
        }
    }

    private static boolean isOurs(Path file) {
        try {
            return NAME.matcher(String.valueOf(file.getFileName())).matches()
                    && Files.isRegularFile(file)
                    && Files.getOwner(file).equals(Files.getOwner(PROCESSES.resolve("self")));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOld(Path file, Clock clock) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(clock.instant().minus(AGE_MIN));
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<String> mappedByAnyone() throws IOException {
        Set<String> mapped = new HashSet<>();
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                if (process.getFileName().toString().chars().allMatch(Character::isDigit)) {
                    mapped.addAll(mappedBy(process));
                }
            }
        }
        return mapped;
    }

    /** Empty for a process that ended meanwhile or belongs to someone else, who cannot have loaded a file of ours unread. */
    private static Set<String> mappedBy(Path process) {
        Set<String> mapped = new HashSet<>();
        try (Stream<String> maps = Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            maps.forEach(line -> {
                int path = line.indexOf('/');
                if (path > 0 && line.contains("libduckdb_java")) {
                    mapped.add(line.substring(path));
                }
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.trace("process {}: {}", process, e.getMessage());
        }
        return mapped;
    }
}
