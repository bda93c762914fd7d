package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A button, menu or input of a message or view.
 *
 * @param blockId of the block that holds it
 * @param actionId its own
 * @param type of the element
 * @param label that a reader sees: a button's text, an input's label, a menu's placeholder
 * @param element as the app sent it
 */
public record Control(String blockId, String actionId, String type, String label, JsonNode element) {
    /** A copy, so that nobody changes what was sent. */
    @Override
    public JsonNode element() {
        return element.deepCopy();
    }

    boolean isNamed(String name) {
        return name.equals(actionId)
                || name.equals(blockId)
                || name.equals(label)
                || name.equals(element.path("value").asText(null));
    }

    boolean isMany() {
        return type.startsWith("multi_") || type.equals("checkboxes");
    }
}
