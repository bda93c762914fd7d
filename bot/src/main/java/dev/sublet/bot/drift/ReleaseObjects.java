package dev.sublet.bot.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.bot.inside.Additions;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.release.ReleaseException;
import dev.sublet.bot.release.ReleaseOrder;
import dev.sublet.bot.release.StoredRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a Helm release says that it made, and what it was given. Stateless. */
final class ReleaseObjects {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int OBJECTS_MAX = 300;

    private ReleaseObjects() {}

    /** How the stored release differs from the wanted one; values are named, not shown, since they may be secret. */
    static Optional<String> differs(Optional<StoredRelease> stored, ReleaseOrder order) {
        if (stored.isEmpty()) {
            return Optional.of("missing");
        }
        StoredRelease there = stored.get();
        if (!there.chartVersion().equals(order.version())) {
            return Optional.of("chart is " + there.chartVersion() + ", not " + order.version());
        }
        return Differences.first(order.values(), there.config(), false).map(path -> "values: " + path);
    }

    /** The objects of its manifest whose kinds the server serves, the first of them when there are very many. */
    static List<Expected> of(StoredRelease stored, String namespace, Objects cluster) {
        List<Expected> all = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(stored.manifest())) {
            while (documents.hasNext() && all.size() < OBJECTS_MAX) {
                JsonNode document = documents.next();
                if (document.isObject() && document.has("kind")) {
                    GenericKubernetesResource object = Additions.generic(document);
                    cluster.kind(object).ifPresent(kind -> {
                        if (!kind.namespaced()) {
                            object.getMetadata().setNamespace(null);
                        } else if (object.getMetadata().getNamespace() == null) {
                            object.getMetadata().setNamespace(namespace);
                        }
                        all.add(new Expected(kind, object, Expected.Way.RELEASED));
                    });
                }
            }
        } catch (IOException e) {
            throw new ReleaseException(
                    "the manifest in Secret " + namespace + "/" + stored.secret() + " is not YAML; look at it with"
                            + " 'helm get manifest'",
                    e);
        }
        return all;
    }
}
