package dev.sublet.simulator.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes small recordings for tests: one node, a tick each ten seconds, pods by name. */
public final class SmallRecording {
    public static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final Path root;
    private int number;
    private final List<String> watch = new ArrayList<>();

    public SmallRecording(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("ticks"));
    }

    public Path root() {
        return root;
    }

    public Path tickFolder(int tick) {
        return root.resolve("ticks").resolve(String.format("%04d", tick));
    }

    /** Adds a tick at this second with these pods; the summary answered {@code summaryStatus}. */
    public SmallRecording tick(int second, int summaryStatus, String... pods) throws IOException {
        number++;
        Path folder = Files.createDirectories(tickFolder(number));
        List<String> items = new ArrayList<>();
        for (String pod : pods) {
            items.add(pod(pod, 10));
        }
        Files.writeString(folder.resolve("pods.json"), list("Pod", String.join(",", items)));
        Files.writeString(
                folder.resolve("nodes.json"),
                list("Node", "{\"metadata\":{\"name\":\"n1\",\"uid\":\"uid-n1\",\"resourceVersion\":\"3\"}}"));
        if (summaryStatus == 200) {
            Files.writeString(folder.resolve("summary-n1.json"), "{\"node\":{\"nodeName\":\"n1\"},\"pods\":[]}");
        }
        String summary = ",\"summary-n1.json\":{\"status\":" + summaryStatus + "}";
        Files.writeString(
                folder.resolve("tick.json"),
                "{\"tick\":" + number + ",\"startedAt\":\"" + at(second)
                        + "\",\"files\":{\"pods.json\":{\"status\":200},\"nodes.json\":{\"status\":200}" + summary
                        + "}}");
        return this;
    }

    /** Adds an event to the pod watch. */
    public SmallRecording event(int second, String type, String pod, int version) throws IOException {
        watch.add("{\"receivedAt\":\"" + at(second) + "\",\"type\":\"" + type + "\",\"object\":" + pod(pod, version)
                + "}");
        Files.writeString(root.resolve("watch-pods.jsonl"), String.join("\n", watch) + "\n");
        return this;
    }

    public SmallRecording auditPost(int second, String source, String auditId) throws IOException {
        Path file = Files.createDirectories(root.resolve("audit")).resolve(source + ".jsonl");
        String body = "{\\\"items\\\":[{\\\"auditID\\\":\\\"" + auditId + "\\\"}]}";
        String line = "{\"receivedAt\":\"" + at(second) + "\",\"path\":\"/audit/" + source + "\",\"body\":\"" + body
                + "\"}\n";
        Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + line);
        return this;
    }

    public static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static String pod(String name, int version) {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"ns\",\"uid\":\"uid-" + name
                + "\",\"resourceVersion\":\"" + version + "\"}}";
    }

    private static String list(String kind, String items) {
        return "{\"kind\":\"" + kind
                + "List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[" + items + "]}";
    }
}
