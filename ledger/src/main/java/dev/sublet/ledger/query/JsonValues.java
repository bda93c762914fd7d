package dev.sublet.ledger.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** DuckDB's values as JSON can hold them, whole numbers without loss. */
final class JsonValues {
    private JsonValues() {}

    /** A value of the current row; {@code type} is DuckDB's name of the column's type. */
    static @Nullable Object at(ResultSet row, int column, String type) throws SQLException {
        // As a java.sql.Timestamp it would be bent by daylight saving of the machine's zone.
        boolean local = type.startsWith("TIMESTAMP") && !type.endsWith("ZONE") && !type.endsWith("]");
        return of(local ? row.getObject(column, LocalDateTime.class) : row.getObject(column));
    }

    static @Nullable Object of(@Nullable Object value) throws SQLException {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof String) {
            return value;
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? (Object) number : Double.toString(number);
        }
        if (value instanceof Number) {
            return value instanceof BigInteger || value instanceof BigDecimal
                    ? value
                    : new BigDecimal(value.toString());
        }
        return ofObject(value);
    }

    private static Object ofObject(Object value) throws SQLException {
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + "Z";
        }
        if (value instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_INSTANT.format(time);
        }
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        if (value instanceof Timestamp timestamp) {
            return ofObject(timestamp.toLocalDateTime());
        }
        if (value instanceof Array array) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Object element : (Object[]) array.getArray()) {
                list.add(of(element));
            }
            return list;
        }
        if (value instanceof Blob blob) {
            return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof DuckDBStruct struct) {
            return ofMap(struct.getMap());
        }
        if (value instanceof Map<?, ?> map) {
            return ofMap(map);
        }
        return value.toString();
    }

    private static Map<String, @Nullable Object> ofMap(Map<?, ?> map) throws SQLException {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            result.put(String.valueOf(entry.getKey()), of(entry.getValue()));
        }
        return result;
    }

    /** Near enough to bound an answer's size. */
    static long roughBytes(@Nullable Object value) {
        if (value instanceof String text) {
            return 40L + text.length();
        }
        if (value instanceof List<?> list) {
            return 40 + list.stream().mapToLong(JsonValues::roughBytes).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return 40 + map.values().stream().mapToLong(JsonValues::roughBytes).sum();
        }
        return 16;
    }
}
