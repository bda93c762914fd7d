package dev.sublet.bot.blueprint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.EntryException;
import dev.sublet.reporter.entry.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one blueprint. Every mistake is one line: file, place, value, what to do. Stateless. */
public final class BlueprintReader {
    private static final long BYTES_MAX = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern MINOR = Pattern.compile("1\\.[0-9]{1,2}");
    private static final Duration KEEP = Duration.ofDays(14);
    private static final Duration UNDO = Duration.ofDays(3);
    private static final Duration DRIFT_EVERY = Duration.ofMinutes(10);
    private static final Set<String> KEYS = Set.of(
            "name",
            "version",
            "description",
            "chart",
            "kubernetes",
            "values",
            "sizes",
            "life",
            "limits",
            "network",
            "podSecurity",
            "policies",
            "addOns",
            "drift",
            "approvals",
            "snapshots",
            "undo",
            "expose",
            "annotations");

    private BlueprintReader() {}

    /**
     * Reads a file.
     *
     * @throws EntryException when the file cannot be read or says something that cannot be
     */
    public static Blueprint read(Path file) {
        String title = "blueprint " + file.getFileName();
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new EntryException(title + " is larger than 1 MiB; move manifests into files of their own");
            }
            return read(Files.readString(file), title, file.toAbsolutePath().resolveSibling(""));
        } catch (IOException e) {
            throw new EntryException(title + " cannot be read: " + e.getMessage() + "; check path and permissions", e);
        }
    }

    /**
     * Reads a text.
     *
     * @param folder in which the manifests that it names lie
     */
    static Blueprint read(String yaml, String title, Path folder) {
        Entry root = YamlText.read(yaml, title);
        root.allowOnly(KEYS);
        String name = required(root, "name");
        if (!NAME.matcher(name).matches()) {
            throw root.error("name \"" + name + "\" is not a DNS label; use a-z, 0-9 and dashes, at most 63");
        }
        List<String> kubernetes = root.texts("kubernetes");
        if (kubernetes.isEmpty()) {
            throw root.error("no kubernetes; list the allowed versions, newest first, such as [\"1.36\", \"1.35\"]");
        }
        for (String minor : kubernetes) {
            if (!MINOR.matcher(minor).matches()) {
                throw root.error(
                        "kubernetes \"" + minor + "\" is not a minor version; write it in quotes, as \"1.36\"");
            }
        }
        Sections sections = new Sections(folder);
        Entry life = sections.one(root, "life", Set.of("default", "max"));
        Duration lifeMax = Fields.duration(life, "max");
        Duration lifeDefault = Fields.duration(life, "default");
        if (lifeMax != null && lifeDefault != null && lifeDefault.compareTo(lifeMax) > 0) {
            throw life.error("default is longer than max; shorten it");
        }
        Entry policies = sections.one(root, "policies", Set.of("host", "inside"));
        Duration undo = Fields.duration(root, "undo");
        return new Blueprint(
                name,
                Fields.number(root, "version", 1, 999_999, null),
                root.text("description").orElse(""),
                sections.chart(root),
                kubernetes,
                values(root),
                sections.sizes(root),
                lifeDefault,
                lifeMax,
                sections.limits(root),
                sections.network(root),
                Fields.choice(root, "podSecurity", Blueprint.PodSecurity.class, Blueprint.PodSecurity.BASELINE),
                sections.manifests(policies, "host"),
                sections.manifests(policies, "inside"),
                sections.addOns(root),
                sections.drift(root, DRIFT_EVERY),
                sections.approvals(root),
                sections.snapshots(root, KEEP),
                undo == null ? UNDO : undo,
                sections.exposure(root),
                annotations(root));
    }

    static String required(Entry entry, String key) {
        return entry.text(key).filter(text -> !text.isBlank()).orElseThrow(() -> entry.error("no " + key + "; add it"));
    }

    static ObjectNode values(Entry entry) {
        if (!entry.node().has("values")) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (entry.node().get("values") instanceof ObjectNode values) {
            return values.deepCopy();
        }
        throw entry.error("values is not a mapping; write the chart's values below it");
    }

    private static Map<String, String> annotations(Entry root) {
        Map<String, String> annotations = new HashMap<>();
        root.entries("annotations")
                .orElse(List.of())
                .forEach(entry -> entry.keys()
                        .forEach(key -> annotations.put(key, entry.text(key).orElseThrow())));
        return annotations;
    }
}
