package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a Web API method was called with, from a form or from JSON. Immutable. */
final class Arguments {
    private final Map<String, JsonNode> values;

    private Arguments(Map<String, JsonNode> values) {
        this.values = values;
    }

    static Arguments ofForm(String body) {
        Map<String, JsonNode> values = new TreeMap<>();
        form(body).forEach((name, value) -> values.put(name, Json.object().textNode(value)));
        return new Arguments(values);
    }

    static Arguments ofJson(String body) {
        JsonNode read = Json.parse(body).orElseThrow(() -> new SlackException("invalid_json"));
        if (!(read instanceof ObjectNode object)) {
            throw new SlackException("json_not_object");
        }
        Map<String, JsonNode> values = new TreeMap<>();
        object.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        return new Arguments(values);
    }

    static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new SlackException("invalid_form_data");
        }
    }

    /** Empty when it was not given. */
    String text(String name) {
        JsonNode value = values.get(name);
        return value == null || value.isNull() ? "" : value.isValueNode() ? value.asText() : Json.text(value);
    }

    String must(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw missing(name);
        }
        return text;
    }

    static SlackException missing(String name) {
        return new SlackException("invalid_arguments", List.of("[ERROR] missing required field: " + name));
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    boolean flag(String name) {
        return text(name).equals("true") || text(name).equals("1");
    }

    /** A JSON value, also when a form or a careless app gave it as text. */
    Optional<JsonNode> json(String name, String error) {
        JsonNode value = values.get(name);
        if (value == null
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty())) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            return Optional.of(value);
        }
        return Optional.of(Json.parse(value.textValue()).orElseThrow(() -> new SlackException(error)));
    }

    List<String> list(String name) {
        List<String> list = new ArrayList<>();
        JsonNode value = values.get(name);
        if (value != null && value.isArray()) {
            value.forEach(one -> list.add(one.asText()));
            return list;
        }
        for (String one : text(name).split(",", -1)) {
            if (!one.isBlank()) {
                list.add(one.trim());
            }
        }
        return list;
    }

    int number(String name, int otherwise, int most) {
        String text = text(name);
        try {
            return text.isEmpty() ? otherwise : Math.max(1, Math.min(most, Integer.parseInt(text)));
        } catch (NumberFormatException words) {
            throw new SlackException("invalid_limit");
        }
    }
}
