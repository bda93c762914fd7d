package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody typed and chose in one view or message. Given values are in the shape of Slack's {@code state.values};
 * where none was given, an element's initial value counts. Not thread-safe.
 */
final class Inputs {
    private static final Set<String> STATELESS = Set.of("button", "overflow", "image");
    private static final int VALUES_MAX = 1000;

    private final Map<String, JsonNode> given = new LinkedHashMap<>();

    void give(Control control, JsonNode value) {
        if (given.size() >= VALUES_MAX) {
            throw new IllegalStateException("more than " + VALUES_MAX + " inputs");
        }
        given.put(key(control), value);
    }

    /** Takes the given values out of a {@code state.values}. */
    void give(JsonNode blocks, JsonNode values) {
        for (Control control : Reading.controls(blocks)) {
            JsonNode value = values.path(control.blockId()).path(control.actionId());
            if (value.isObject()) {
                give(control, value);
            }
        }
    }

    ObjectNode values(JsonNode blocks) {
        ObjectNode values = Json.object();
        for (Control control : Reading.controls(blocks)) {
            if (!STATELESS.contains(control.type())) {
                JsonNode value = given.getOrDefault(key(control), initial(control));
                values.withObject("/" + escaped(control.blockId())).set(control.actionId(), value);
            }
        }
        return values;
    }

    private static String escaped(String pointerPart) {
        return pointerPart.replace("~", "~0").replace("/", "~1");
    }

    private static String key(Control control) {
        return control.blockId() + "\n" + control.actionId();
    }

    /** By block id what the client itself finds missing or wrong, before the app is asked. */
    Map<String, String> missing(JsonNode blocks) {
        Map<String, String> missing = new LinkedHashMap<>();
        ObjectNode values = values(blocks);
        for (JsonNode block : blocks) {
            if (block.path("type").asText().equals("input")) {
                JsonNode element = block.path("element");
                String id = block.path("block_id").asText();
                JsonNode value = values.path(id).path(element.path("action_id").asText());
                complaint(block, element, value).ifPresent(words -> missing.put(id, words));
            }
        }
        return missing;
    }

    private static Optional<String> complaint(JsonNode block, JsonNode element, JsonNode value) {
        if (isEmpty(value)) {
            return block.path("optional").asBoolean()
                    ? Optional.empty()
                    : Optional.of("Please complete this required field.");
        }
        String typed = value.path("value").asText();
        int most = element.path("max_length").asInt(Integer.MAX_VALUE);
        int least = element.path("min_length").asInt(0);
        if (typed.length() > most) {
            return Optional.of("This field has a limit of " + most + " characters.");
        }
        if (typed.length() < least) {
            return Optional.of("This field must have at least " + least + " characters.");
        }
        return switch (element.path("type").asText()) {
            case "number_input" -> number(element, typed);
            case "email_text_input" ->
                typed.matches("[^@\\s]+@[^@\\s]+") ? Optional.empty() : Optional.of("Please enter a valid email.");
            case "url_text_input" ->
                typed.matches("https?://\\S+") ? Optional.empty() : Optional.of("Please enter a valid URL.");
            default -> Optional.empty();
        };
    }

    private static Optional<String> number(JsonNode element, String typed) {
        java.math.BigDecimal number;
        try {
            number = new java.math.BigDecimal(typed);
        } catch (NumberFormatException words) {
            return Optional.of("Please enter a number.");
        }
        boolean whole = !element.path("is_decimal_allowed").asBoolean();
        if (whole && number.stripTrailingZeros().scale() > 0) {
            return Optional.of("Please enter a whole number.");
        }
        if (element.has("min_value")
                && number.compareTo(new java.math.BigDecimal(
                                element.get("min_value").asText()))
                        < 0) {
            return Optional.of("Please enter a number of at least "
                    + element.get("min_value").asText() + ".");
        }
        if (element.has("max_value")
                && number.compareTo(new java.math.BigDecimal(
                                element.get("max_value").asText()))
                        > 0) {
            return Optional.of("Please enter a number of at most "
                    + element.get("max_value").asText() + ".");
        }
        return Optional.empty();
    }

    private static boolean isEmpty(JsonNode value) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (field.getKey().equals("type") || field.getKey().equals("timezone")) {
                continue;
            }
            JsonNode held = field.getValue();
            boolean nothing = held.isNull()
                    || (held.isTextual() && held.textValue().isBlank())
                    || (held.isContainerNode() && held.isEmpty());
            if (!nothing) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode initial(Control control) {
        JsonNode element = control.element();
        ObjectNode value = Json.object().put("type", control.type());
        String type = control.type().replace("multi_", "");
        if (type.equals("file_input")) {
            value.set("files", Json.array());
            return value;
        }
        String name = nameOf(type, control.isMany());
        set(value, name, element, "initial_" + name.replace("selected_", "").replace("rich_text_", ""));
        return value;
    }

    private static void set(ObjectNode value, String name, JsonNode element, String initial) {
        JsonNode held = element.path(initial);
        if (!held.isMissingNode()) {
            value.set(name, held.deepCopy());
        } else if (name.endsWith("s")) {
            value.set(name, Json.array());
        } else {
            value.putNull(name);
        }
    }

    /** A value for an element from what a person would type or choose: text, an option's value or text, an id. */
    static ObjectNode value(Control control, JsonNode offer, String... chosen) {
        ObjectNode value = initial(control);
        String type = control.type().replace("multi_", "");
        boolean many = control.isMany();
        String name = nameOf(type, many);
        ArrayNode all = Json.array();
        for (String one : chosen) {
            all.add(
                    Set.of("static_select", "external_select", "radio_buttons", "checkboxes", "overflow")
                                    .contains(type)
                            ? Reading.option(offer, one)
                                    .orElseThrow(() -> new IllegalArgumentException("\"" + one
                                            + "\" is not an option of " + control.actionId() + ": " + Json.text(offer)))
                            : Json.array().add(one).get(0));
        }
        if (many) {
            value.set(name, all);
        } else if (all.isEmpty()) {
            value.putNull(name);
        } else if (type.equals("datetimepicker")) {
            value.put(name, Long.parseLong(all.get(0).asText()));
        } else {
            value.set(name, all.get(0));
        }
        return value;
    }

    private static String nameOf(String type, boolean many) {
        return switch (type) {
            case "static_select", "external_select" -> many ? "selected_options" : "selected_option";
            case "radio_buttons", "overflow" -> "selected_option";
            case "checkboxes" -> "selected_options";
            case "users_select" -> many ? "selected_users" : "selected_user";
            case "conversations_select" -> many ? "selected_conversations" : "selected_conversation";
            case "channels_select" -> many ? "selected_channels" : "selected_channel";
            case "datepicker" -> "selected_date";
            case "timepicker" -> "selected_time";
            case "datetimepicker" -> "selected_date_time";
            case "rich_text_input" -> "rich_text_value";
            default -> "value";
        };
    }
}
