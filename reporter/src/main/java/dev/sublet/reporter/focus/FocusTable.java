package dev.sublet.reporter.focus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A FOCUS dataset in memory: a cell is text, a {@link java.math.BigDecimal}, an {@link java.time.Instant} or null. */
record FocusTable(List<FocusColumn> columns, List<List<@Nullable Object>> rows) {
    static FocusTable of(List<FocusColumn> columns, List<Map<String, Object>> cells) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Map<String, Object> named : cells) {
            List<@Nullable Object> row = new ArrayList<>();
            columns.forEach(column -> row.add(named.get(column.name())));
            rows.add(row);
        }
        return new FocusTable(columns, rows);
    }
}
