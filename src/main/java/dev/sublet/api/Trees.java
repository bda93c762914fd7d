package dev.sublet.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.table.Json;
import java.util.List;

/** Leaves parts of an answer's JSON out; what stays is written as before, to the last digit. Stateless. */
final class Trees {
    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Trees() {}

    static JsonNode read(String json) {
        try {
            return EXACT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is no JSON", e);
        }
    }

    static String without(String json, List<String> fields) {
        ObjectNode object = (ObjectNode) read(json);
        object.remove(fields);
        return Json.write(object);
    }

    /** Rows whose {@code costCenter} the caller may see. */
    static String seenBy(Caller caller, String json) {
        ArrayNode seen = JsonNodeFactory.instance.arrayNode();
        for (JsonNode row : read(json)) {
            if (caller.sees(row.path("costCenter").asText())) {
                seen.add(row);
            }
        }
        return Json.write(seen);
    }

    /** Rows {@code [from, to)}. */
    static String rows(JsonNode array, int from, int to) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (int index = from; index < to; index++) {
            rows.add(array.get(index));
        }
        return Json.write(rows);
    }
}
