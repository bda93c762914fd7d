package dev.sublet.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One object as it is served. {@code json} and {@code body} carry neither kind nor apiVersion, as items of a list do.
 * Never changed once made.
 */
record StoredObject(KubeKind kind, ObjectNode json, String body, long resourceVersion) {
    /** A copy of {@code given} under {@code resourceVersion}, which replaces its own. */
    static StoredObject of(KubeKind kind, ObjectNode given, long resourceVersion) {
        ObjectNode json = served(given, resourceVersion);
        return new StoredObject(kind, json, json.toString(), resourceVersion);
    }

    private static ObjectNode served(ObjectNode given, long resourceVersion) {
        ObjectNode json = given.objectNode();
        json.setAll(given);
        json.remove("kind");
        json.remove("apiVersion");
        ObjectNode metadata = given.objectNode();
        if (given.get("metadata") instanceof ObjectNode own) {
            metadata.setAll(own);
        }
        metadata.put("resourceVersion", Long.toString(resourceVersion));
        json.set("metadata", metadata);
        return json;
    }

    static String key(ObjectNode json) {
        return key(
                json.path("metadata").path("namespace").asText(""),
                json.path("metadata").path("name").asText(""));
    }

    static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    /** The object with kind and apiVersion, as in a watch event or alone. */
    String alone() {
        return "{\"kind\":\"" + kind.kind() + "\",\"apiVersion\":\"" + kind.apiVersion() + "\"," + body.substring(1);
    }

    String uid() {
        return json.path("metadata").path("uid").asText("");
    }

    String namespace() {
        return json.path("metadata").path("namespace").asText("");
    }

    /** Whether {@code given} says the same, whatever its resourceVersion. */
    boolean says(ObjectNode given) {
        return served(given, resourceVersion).equals(json);
    }

    /** The resourceVersion that came with the object, or 0. */
    static long ownVersion(JsonNode given) {
        String text = given.path("metadata").path("resourceVersion").asText("0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException opaque) {
            // A version that is no number is legal for an API; it gets one of ours.
            return 0;
        }
    }
}
