package dev.sublet.bot.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares objects as trees, without what the server itself writes. Pure. */
final class Differences {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VALUE_MAX = 60;
    private static final List<String> OF_THE_SERVER = List.of(
            "managedFields",
            "resourceVersion",
            "generation",
            "uid",
            "creationTimestamp",
            "selfLink",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private Differences() {}

    /** The object without its status and without what the server writes into its metadata. */
    static ObjectNode tree(HasMetadata object) {
        try {
            ObjectNode tree = (ObjectNode) JSON.readTree(Serialization.asJson(object));
            tree.remove("status");
            if (tree.get("metadata") instanceof ObjectNode metadata) {
                metadata.remove(OF_THE_SERVER);
            }
            return tree;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("an object is JSON", e);
        }
    }

    /**
     * The first field that differs, in the order of names.
     *
     * @param values whether values may be shown
     */
    static Optional<String> first(JsonNode wanted, JsonNode live, boolean values) {
        return first("", wanted, live, values);
    }

    private static Optional<String> first(String path, JsonNode wanted, JsonNode live, boolean values) {
        if (wanted.equals(live)) {
            return Optional.empty();
        }
        if (wanted.isObject() && live.isObject()) {
            TreeSet<String> keys = new TreeSet<>();
            wanted.fieldNames().forEachRemaining(keys::add);
            live.fieldNames().forEachRemaining(keys::add);
            return keys.stream()
                    .map(key ->
                            first(path.isEmpty() ? key : path + "." + key, wanted.path(key), live.path(key), values))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (wanted.isArray() && live.isArray() && wanted.size() == live.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                Optional<String> inner = first(path + "[" + i + "]", wanted.get(i), live.get(i), values);
                if (inner.isPresent()) {
                    return inner;
                }
            }
            return Optional.empty();
        }
        return Optional.of(path + " " + (values ? is(live, wanted) : "differs"));
    }

    private static String is(JsonNode live, JsonNode wanted) {
        if (live.isMissingNode()) {
            return "is missing";
        }
        if (wanted.isMissingNode()) {
            return "is there and should not be";
        }
        if (live.isArray() && wanted.isArray()) {
            return "has " + live.size() + " entries, not " + wanted.size();
        }
        return live.isValueNode() && wanted.isValueNode() ? "is " + shown(live) + ", not " + shown(wanted) : "differs";
    }

    private static String shown(JsonNode value) {
        String text = value.asText();
        return text.length() <= VALUE_MAX ? text : text.substring(0, VALUE_MAX) + "…";
    }

    /**
     * A merge patch that takes away what mappings of {@code live} have beyond {@code wanted}; empty when they have nothing. Applying
     * leaves such fields alone, since others own them.
     */
    static ObjectNode surplus(JsonNode wanted, JsonNode live) {
        ObjectNode patch = JSON.createObjectNode();
        live.properties().forEach(field -> {
            JsonNode other = wanted.path(field.getKey());
            if (other.isMissingNode()) {
                patch.putNull(field.getKey());
            } else if (other.isObject() && field.getValue().isObject()) {
                ObjectNode inner = surplus(other, field.getValue());
                if (!inner.isEmpty()) {
                    patch.set(field.getKey(), inner);
                }
            }
        });
        return patch;
    }
}
