package dev.sublet.simulator.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a real cluster: a folder, or a .tar.xz or .tar.zst of one. It is read and checked as a whole when it is
 * opened, so that a broken one is refused before anything is written; after that, its ticks, events and posts are read one
 * by one. What is in it beside the documented files is ignored. Not thread-safe. Closing removes what was unpacked.
 */
public final class Recording implements AutoCloseable {
    /** What a recording may be like. */
    public record Limits(long maxUnpackedBytes, int maxFiles, boolean acceptMissingTicks) {
        public static final Limits DEFAULT = new Limits(4L << 30, 500_000, false);

        /** Takes a missing tick number for a tick that never was: its seconds become a gap. */
        public Limits acceptingMissingTicks() {
            return new Limits(maxUnpackedBytes, maxFiles, true);
        }
    }

    private record Post(String source, LineIndex index, LineIndex.Line line) {}

    private final String name;
    private final @Nullable Path temporary;
    private final List<TickFolder> folders;
    private final List<Instant> tickTimes;
    private final List<Integer> missingTicks;
    private final @Nullable LineIndex podEvents;
    private final List<Post> posts;

    private Recording(String name, Path root, @Nullable Path temporary, Limits limits) throws IOException {
        this.name = name;
        this.temporary = temporary;
        this.folders = tickFolders(root);
        this.missingTicks = missingNumbers();
        if (!missingTicks.isEmpty() && !limits.acceptMissingTicks()) {
            throw new RecordingException(String.format(
                    "recording %s: tick %04d is missing between others; the recording is incomplete, copy it again or"
                            + " accept that with --accept-missing-ticks",
                    name, missingTicks.get(0)));
        }
        this.tickTimes = checkTicks();
        Path watch = root.resolve("watch-pods.jsonl");
        this.podEvents = Files.exists(watch) ? LineIndex.of(name, watch, "object") : null;
        this.posts = posts(root.resolve("audit"));
    }

    public static Recording open(Path path) {
        return open(path, Limits.DEFAULT);
    }

    /** Throws {@link RecordingException} if it is not there, is no recording, or is broken. */
    public static Recording open(Path path, Limits limits) {
        String name = String.valueOf(path.getFileName());
        try {
            if (Files.isDirectory(path)) {
                return new Recording(name, rootOf(name, path), null, limits);
            }
            if (!Files.exists(path)) {
                throw new RecordingException(
                        "recording " + path + " does not exist; give a folder, .tar.xz or .tar.zst");
            }
            if (!Unpacker.knows(path)) {
                throw new RecordingException(
                        "recording " + name + " is neither a folder nor a .tar.xz or .tar.zst; unpack it first");
            }
            return openArchive(name, path, limits);
        } catch (IOException unreadable) {
            throw new RecordingException(
                    "recording " + name + " cannot be read: " + unreadable.getMessage() + "; copy it again",
                    unreadable);
        }
    }

    private static Recording openArchive(String name, Path path, Limits limits) throws IOException {
        Path temporary = Files.createTempDirectory("sublet-recording-").toRealPath();
        try {
            new Unpacker(limits.maxUnpackedBytes(), limits.maxFiles()).unpack(path, temporary);
            return new Recording(name, rootOf(name, temporary), temporary, limits);
        } catch (IOException | RuntimeException failed) {
            remove(temporary);
            throw failed;
        }
    }

    /** The folder itself, or the one folder in it. */
    private static Path rootOf(String name, Path path) throws IOException {
        if (Files.isDirectory(path.resolve("ticks"))) {
            return path;
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> roots = entries.filter(entry -> Files.isDirectory(entry.resolve("ticks")))
                    .toList();
            if (roots.size() == 1) {
                return roots.get(0);
            }
        }
        throw new RecordingException("recording " + name + " has no folder ticks; give the folder that holds it");
    }

    private List<TickFolder> tickFolders(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve("ticks"))) {
            List<TickFolder> found = entries.filter(
                            entry -> entry.getFileName().toString().matches("\\d{1,9}"))
                    .map(entry -> new TickFolder(name, entry))
                    .sorted(Comparator.comparingInt(TickFolder::number))
                    .toList();
            if (found.isEmpty()) {
                throw new RecordingException("recording " + name + " has no ticks; the recording is incomplete");
            }
            return found;
        }
    }

    private List<Integer> missingNumbers() {
        List<Integer> missing = new ArrayList<>();
        for (int i = 1; i < folders.size(); i++) {
            for (int absent = folders.get(i - 1).number() + 1;
                    absent < folders.get(i).number();
                    absent++) {
                missing.add(absent);
            }
        }
        return List.copyOf(missing);
    }

    private List<Instant> checkTicks() throws IOException {
        List<Instant> times = new ArrayList<>();
        for (TickFolder folder : folders) {
            Instant at = folder.load().startedAt();
            if (!times.isEmpty() && !at.isAfter(times.get(times.size() - 1))) {
                throw new RecordingException(String.format(
                        "recording %s: tick %04d started at %s, not after the tick before it; the recording is mixed up",
                        name, folder.number(), at));
            }
            times.add(at);
        }
        return List.copyOf(times);
    }

    private List<Post> posts(Path audit) throws IOException {
        if (!Files.isDirectory(audit)) {
            return List.of();
        }
        TreeMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(audit)) {
            entries.filter(entry -> entry.getFileName().toString().endsWith(".jsonl"))
                    .forEach(entry -> files.put(entry.getFileName().toString().replaceFirst("\\.jsonl$", ""), entry));
        }
        List<Post> all = new ArrayList<>();
        for (var file : files.entrySet()) {
            LineIndex index = LineIndex.of(name, file.getValue(), "body");
            index.lines().forEach(line -> all.add(new Post(file.getKey(), index, line)));
        }
        all.sort(Comparator.comparing(post -> post.line().receivedAt()));
        return List.copyOf(all);
    }

    /** As in the file system, for messages. */
    public String name() {
        return name;
    }

    /** When each tick started, in order. */
    public List<Instant> tickTimes() {
        return tickTimes;
    }

    /** Numbers between the first and the last tick that have no folder. */
    public List<Integer> missingTicks() {
        return missingTicks;
    }

    /** The tick at this place in {@link #tickTimes()}. */
    public RecordedTick tick(int index) {
        return reading(() -> folders.get(index).load());
    }

    /** Whether pods come from a watch; else they come from the ticks' lists. */
    public boolean hasPodWatch() {
        return podEvents != null;
    }

    /** When each event of the pod watch was received, as in the file; empty without one. */
    public List<Instant> podEventTimes() {
        return podEvents == null
                ? List.of()
                : podEvents.lines().stream().map(LineIndex.Line::receivedAt).toList();
    }

    /** The event at this place in {@link #podEventTimes()}. */
    public PodEvent podEvent(int index) {
        LineIndex events = podEvents;
        if (events == null) {
            throw new IndexOutOfBoundsException("recording " + name + " has no pod watch");
        }
        LineIndex.Line line = events.lines().get(index);
        return reading(() -> {
            ObjectNode event = events.read(line);
            return new PodEvent(line.receivedAt(), event.path("type").asText(), event.withObject("/object"));
        });
    }

    /** When each audit post of all sources was received, in order of time. */
    public List<Instant> auditPostTimes() {
        return posts.stream().map(post -> post.line().receivedAt()).toList();
    }

    /** The names of the audit sources that posted. */
    public List<String> auditSources() {
        return posts.stream().map(Post::source).distinct().sorted().toList();
    }

    /** The post at this place in {@link #auditPostTimes()}. */
    public AuditPost auditPost(int index) {
        Post post = posts.get(index);
        return reading(() -> new AuditPost(
                post.line().receivedAt(),
                post.source(),
                post.index().read(post.line()).path("body").asText()));
    }

    private interface Read<T> {
        T get() throws IOException;
    }

    private <T> T reading(Read<T> read) {
        try {
            return read.get();
        } catch (IOException changed) {
            throw new RecordingException(
                    "recording " + name + " changed while it was replayed: " + changed.getMessage()
                            + "; replay it again",
                    changed);
        }
    }

    @Override
    public void close() {
        if (temporary != null) {
            remove(temporary);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException("temporary folder " + folder + " cannot be removed", undeletable);
        }
    }
}
