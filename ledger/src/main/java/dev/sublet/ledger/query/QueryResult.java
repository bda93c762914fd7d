package dev.sublet.ledger.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a SELECT answered. Values are ready for JSON: null, Boolean, Long (whole numbers up to 64 bits), BigInteger
 * (wider ones), BigDecimal, Double, String (also dates and times in ISO form, UTC), and Lists and Maps of these.
 * Immutable.
 *
 * @param types DuckDB's names of the columns' types, such as {@code BIGINT}
 * @param truncated whether there was more than the limits allow
 */
public record QueryResult(
        List<String> columns, List<String> types, List<List<@Nullable Object>> rows, boolean truncated) {
    public QueryResult {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
}
