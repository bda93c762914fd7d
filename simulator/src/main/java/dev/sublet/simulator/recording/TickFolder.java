package dev.sublet.simulator.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.simulator.api.KubeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One folder under {@code ticks/}. */
final class TickFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, KubeKind> LISTS = new TreeMap<>(Map.of(
            "pods.json", KubeKind.POD,
            "nodes.json", KubeKind.NODE,
            "namespaces.json", KubeKind.NAMESPACE,
            "services.json", KubeKind.SERVICE,
            "pvcs.json", KubeKind.CLAIM,
            "pvs.json", KubeKind.VOLUME,
            "statefulsets.json", KubeKind.STATEFUL_SET,
            "deployments.json", KubeKind.DEPLOYMENT));

    private final String recording;
    private final Path folder;

    TickFolder(String recording, Path folder) {
        this.recording = recording;
        this.folder = folder;
    }

    int number() {
        return Integer.parseInt(name());
    }

    private String name() {
        return folder.getFileName().toString();
    }

    /** Reads all of it. Throws if a file that answered is missing or broken, or if it has no pods or nodes. */
    RecordedTick load() throws IOException {
        JsonNode tick = json("tick.json");
        Instant startedAt;
        try {
            startedAt = Instant.parse(tick.path("startedAt").asText());
        } catch (DateTimeException unreadable) {
            throw broken("tick.json has no startedAt that is a time");
        }
        Map<KubeKind, List<ObjectNode>> lists = new EnumMap<>(KubeKind.class);
        for (Map.Entry<String, KubeKind> entry : LISTS.entrySet()) {
            if (wanted(tick, entry.getKey(), entry.getValue())) {
                lists.put(entry.getValue(), items(entry.getKey()));
            }
        }
        Map<String, String> summaries = new TreeMap<>();
        List<String> silent = new ArrayList<>();
        readSummaries(tick, summaries, silent);
        return new RecordedTick(number(), startedAt, lists, summaries, silent);
    }

    /** A file that was asked for and answered must be there; pods and nodes must have been asked for. */
    private boolean wanted(JsonNode tick, String file, KubeKind kind) {
        JsonNode request = tick.path("files").path(file);
        if (request.isObject()) {
            return answered(request);
        }
        boolean there = Files.exists(folder.resolve(file));
        if (!there && (kind == KubeKind.POD || kind == KubeKind.NODE)) {
            throw broken("lacks " + file);
        }
        return there;
    }

    private static boolean answered(JsonNode request) {
        return request.path("status").asInt(200) == 200;
    }

    private void readSummaries(JsonNode tick, Map<String, String> summaries, List<String> silent) throws IOException {
        for (Map.Entry<String, JsonNode> file : tick.path("files").properties()) {
            String name = file.getKey();
            if (!name.startsWith("summary-") || !name.endsWith(".json")) {
                continue;
            }
            String node = name.substring("summary-".length(), name.length() - ".json".length());
            if (answered(file.getValue())) {
                json(name);
                summaries.put(node, Files.readString(folder.resolve(name)));
            } else {
                silent.add(node);
            }
        }
    }

    private List<ObjectNode> items(String file) throws IOException {
        JsonNode list = json(file);
        if (!list.path("items").isArray() && !list.path("items").isNull()) {
            throw broken(file + " has no items");
        }
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode item : list.path("items")) {
            if (!(item instanceof ObjectNode object)
                    || object.at("/metadata/name").asText("").isEmpty()) {
                throw broken(file + " has an item without a name");
            }
            items.add(object);
        }
        return items;
    }

    private JsonNode json(String file) throws IOException {
        try {
            JsonNode node = JSON.readTree(Files.readAllBytes(folder.resolve(file)));
            if (node.isObject()) {
                return node;
            }
            throw broken(file + " holds no JSON object");
        } catch (NoSuchFileException missing) {
            throw broken("lacks " + file);
        } catch (JsonProcessingException unreadable) {
            throw broken(file + " is not JSON, as if cut off");
        }
    }

    private RecordingException broken(String how) {
        return new RecordingException("recording " + recording + ": tick " + name()
                + (how.startsWith("lacks") ? " " : ": ") + how + "; the recording is incomplete, copy it again");
    }
}
