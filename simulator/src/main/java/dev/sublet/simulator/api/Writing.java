package dev.sublet.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes over HTTP, for kinds that people ask things of: create, replace, merge patch, delete, and the status apart. A spec that
 * changes gets a new generation; an object with finalizers is marked when it is deleted, and goes with its last one. Thread-safe.
 */
final class Writing {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the API answers instead of doing it. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int code;
        private final String reason;

        RefusedException(int code, String reason, String message) {
            super(message, null, false, false);
            this.code = code;
            this.reason = reason;
        }

        int code() {
            return code;
        }

        String reason() {
            return reason;
        }
    }

    private final KindStore store;
    private final KubeKind kind;
    private final Clock clock;

    Writing(KubeKind kind, KindStore store, Clock clock) {
        this.kind = kind;
        this.store = store;
        this.clock = clock;
    }

    synchronized StoredObject create(String namespace, String body) {
        ObjectNode given = parse(body);
        String name = given.at("/metadata/name").asText();
        if (store.get(namespace, name) != null) {
            throw new RefusedException(409, "AlreadyExists", kind.plural() + " \"" + name + "\" already exists");
        }
        ObjectNode metadata = given.withObject("/metadata");
        metadata.put("namespace", namespace)
                .put("uid", UUID.randomUUID().toString())
                .put("creationTimestamp", now())
                .put("generation", 1)
                .remove("resourceVersion");
        given.remove("status");
        return put(namespace, name, given);
    }

    /**
     * Replaces or patches an object, or its status alone.
     *
     * @param merge whether the body is a merge patch; else it is the whole object
     */
    synchronized StoredObject change(String namespace, String name, boolean status, boolean merge, String body) {
        StoredObject before = must(namespace, name);
        ObjectNode given = parse(body);
        ObjectNode wanted = merge ? merged(before.json().deepCopy(), given) : given;
        require(before, wanted);
        ObjectNode after = before.json().deepCopy();
        if (status) {
            after.set("status", wanted.path("status").isMissingNode() ? JSON.createObjectNode() : wanted.get("status"));
        } else {
            after.setAll(wanted);
            set(after, "status", before.json().get("status"));
        }
        ObjectNode metadata = after.withObject("/metadata");
        for (String kept : new String[] {"uid", "creationTimestamp", "namespace", "name", "deletionTimestamp"}) {
            set(metadata, kept, before.json().path("metadata").get(kept));
        }
        boolean changed = !after.path("spec").equals(before.json().path("spec"));
        long generation = before.json().at("/metadata/generation").asLong(1);
        metadata.put("generation", changed ? generation + 1 : generation);
        metadata.remove("resourceVersion");
        if (metadata.has("deletionTimestamp") && metadata.path("finalizers").isEmpty()) {
            store.delete(namespace, name);
            return StoredObject.of(kind, after, before.resourceVersion());
        }
        return put(namespace, name, after);
    }

    synchronized StoredObject delete(String namespace, String name, String options) {
        StoredObject before = must(namespace, name);
        if (!options.isBlank()) {
            JsonNode wanted = parse(options).path("preconditions");
            ObjectNode named = JSON.createObjectNode();
            set(named.withObject("/metadata"), "uid", wanted.get("uid"));
            set(named.withObject("/metadata"), "resourceVersion", wanted.get("resourceVersion"));
            require(before, named);
        }
        if (before.json().at("/metadata/finalizers").isEmpty()) {
            store.delete(namespace, name);
            return before;
        }
        ObjectNode marked = before.json().deepCopy();
        marked.withObject("/metadata").put("deletionTimestamp", now()).remove("resourceVersion");
        return put(namespace, name, marked);
    }

    private StoredObject must(String namespace, String name) {
        StoredObject there = store.get(namespace, name);
        if (there == null) {
            throw new RefusedException(404, "NotFound", kind.plural() + " \"" + name + "\" not found");
        }
        return there;
    }

    private static void require(StoredObject before, ObjectNode wanted) {
        String version = wanted.at("/metadata/resourceVersion").asText("");
        String uid = wanted.at("/metadata/uid").asText("");
        boolean stale = !version.isEmpty() && !version.equals(Long.toString(before.resourceVersion()));
        if (stale || (!uid.isEmpty() && !uid.equals(before.uid()))) {
            throw new RefusedException(
                    409, "Conflict", "the object has been modified; apply your changes to the latest version");
        }
    }

    private StoredObject put(String namespace, String name, ObjectNode object) {
        store.put(object);
        return must(namespace, name);
    }

    private static void set(ObjectNode into, String name, @Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            into.remove(name);
        } else {
            into.set(name, value);
        }
    }

    /** RFC 7386. */
    private static ObjectNode merged(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                into.remove(field.getKey());
            } else if (value.isObject()) {
                ObjectNode inner =
                        into.get(field.getKey()) instanceof ObjectNode there ? there : JSON.createObjectNode();
                into.set(field.getKey(), merged(inner, value));
            } else {
                into.set(field.getKey(), value);
            }
        });
        return into;
    }

    private static ObjectNode parse(String body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw new RefusedException(400, "BadRequest", "the body is not JSON: " + malformed.getOriginalMessage());
        }
        throw new RefusedException(400, "BadRequest", "the body is not a JSON object");
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
