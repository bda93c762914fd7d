package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads blocks the way a person does. */
final class Reading {
    private Reading() {}

    /** All texts, one a line, without those of menus' options and of confirmations. */
    static String textOf(JsonNode blocks) {
        List<String> lines = new ArrayList<>();
        collect(blocks, lines);
        return String.join("\n", lines);
    }

    private static void collect(JsonNode node, List<String> lines) {
        if (node.path("text").isTextual()) {
            lines.add(node.get("text").textValue());
        }
        if (node.path("type").asText().equals("image") && node.path("alt_text").isTextual()) {
            lines.add(node.get("alt_text").textValue());
        }
        node.properties().forEach(field -> {
            if (!field.getKey().equals("confirm")
                    && !field.getKey().equals("placeholder")
                    && !field.getKey().endsWith("options")
                    && !field.getKey().equals("option_groups")) {
                collect(field.getValue(), lines);
            }
        });
        if (node.isArray()) {
            node.forEach(child -> collect(child, lines));
        }
    }

    static List<Control> controls(JsonNode blocks) {
        List<Control> controls = new ArrayList<>();
        for (JsonNode block : blocks) {
            String type = block.path("type").asText();
            switch (type) {
                case "section" -> add(controls, block, block.path("accessory"), "");
                case "input" ->
                    add(
                            controls,
                            block,
                            block.path("element"),
                            block.at("/label/text").asText());
                case "actions" -> block.path("elements").forEach(element -> add(controls, block, element, ""));
                default -> {}
            }
        }
        return controls;
    }

    private static void add(List<Control> controls, JsonNode block, JsonNode element, String label) {
        if (!element.isObject() || element.path("type").asText().equals("image")) {
            return;
        }
        String own =
                element.at("/text/text").asText(element.at("/placeholder/text").asText());
        controls.add(new Control(
                block.path("block_id").asText(),
                element.path("action_id").asText(),
                element.path("type").asText(),
                label.isEmpty() ? own : label,
                element));
    }

    static Optional<Control> find(JsonNode blocks, String named) {
        return controls(blocks).stream()
                .filter(control -> control.isNamed(named))
                .findFirst();
    }

    /** The option with this value or text. */
    static Optional<JsonNode> option(JsonNode offer, String named) {
        for (JsonNode option : offer.path("options")) {
            if (named.equals(option.path("value").asText())
                    || named.equals(option.at("/text/text").asText())) {
                return Optional.of(option);
            }
        }
        for (JsonNode group : offer.path("option_groups")) {
            Optional<JsonNode> inside = option(group, named);
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }
}
