package dev.sublet.bot.blueprint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A Kubernetes object as an admin wrote it. Immutable, but for the node, which nobody may change.
 *
 * @param from the file, for messages
 */
public record Manifest(String from, ObjectNode object) {
    public String kind() {
        return object.path("kind").asText();
    }

    public String name() {
        return object.path("metadata").path("name").asText();
    }
}
