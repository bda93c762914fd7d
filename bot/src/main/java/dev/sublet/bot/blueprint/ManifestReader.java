package dev.sublet.bot.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.reporter.entry.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the manifests that a blueprint names by file, several documents a file. Not thread-safe. */
final class ManifestReader {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final long BYTES_MAX = 4 << 20;
    private static final int OBJECTS_MAX = 200;
    private final Path folder;
    private final Entry section;

    ManifestReader(Path folder, Entry section) {
        this.folder = folder;
        this.section = section;
    }

    List<Manifest> read(List<String> files) {
        List<Manifest> manifests = new ArrayList<>();
        for (String file : files) {
            Path path = folder.resolve(file).normalize();
            try {
                if (Files.size(path) > BYTES_MAX) {
                    throw section.error("manifest " + file + " is larger than 4 MiB; split it");
                }
                try (MappingIterator<JsonNode> documents =
                        YAML.readerFor(JsonNode.class).readValues(path.toFile())) {
                    documents.forEachRemaining(document -> add(manifests, file, document));
                }
            } catch (IOException | RuntimeException e) {
                String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
                throw section.error("manifest " + file + " cannot be read: " + what + "; check path and content");
            }
        }
        if (manifests.size() > OBJECTS_MAX) {
            throw section.error(manifests.size() + " objects are more than " + OBJECTS_MAX + "; use a chart");
        }
        return manifests;
    }

    private void add(List<Manifest> manifests, String file, JsonNode document) {
        if (document.isNull() || document.isMissingNode()) {
            return;
        }
        Manifest manifest = document instanceof ObjectNode object ? new Manifest(file, object) : null;
        if (manifest == null
                || document.path("apiVersion").asText().isEmpty()
                || manifest.kind().isEmpty()
                || manifest.name().isEmpty()) {
            throw section.error("manifest " + file + " holds a document without apiVersion, kind or metadata.name");
        }
        manifests.add(manifest);
    }
}
