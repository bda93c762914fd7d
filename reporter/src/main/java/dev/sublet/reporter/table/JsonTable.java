package dev.sublet.reporter.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of objects, one a row. */
final class JsonTable {
    private JsonTable() {}

    static String write(Table table) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (List<@Nullable Object> row : table.rows()) {
            if (row.isEmpty()) {
                continue;
            }
            ObjectNode object = array.addObject();
            for (int column = 0; column < row.size(); column++) {
                put(object, table.columns().get(column).key(), row.get(column));
            }
        }
        return Json.write(array);
    }

    private static void put(ObjectNode object, String key, @Nullable Object cell) {
        if (cell instanceof Long || cell instanceof Integer) {
            object.put(key, ((Number) cell).longValue());
        } else if (cell instanceof BigInteger integer) {
            object.put(key, integer);
        } else if (cell instanceof BigDecimal decimal) {
            object.put(key, decimal);
        } else if (cell instanceof Boolean bool) {
            object.put(key, bool);
        } else if (cell instanceof JsonNode node) {
            object.set(key, node);
        } else if (cell == null) {
            object.putNull(key);
        } else {
            object.put(key, cell.toString());
        }
    }
}
