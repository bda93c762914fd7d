package dev.sublet.ledger.duckdb;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.duckdb.DuckDBConnection;

/**
 * One table of spans, written by {@code span_id}: a known ID replaces its row. There is no index: IDs above the highest
 * one stored are new, and the few others are removed by one statement. Writer thread only.
 */
final class SpanTable<S> {
    @FunctionalInterface
    interface Columns<S> {
        void add(Rows row, S span) throws SQLException;
    }

    private final String table;
    private final ToLongFunction<S> id;
    private final Columns<S> columns;

    private long highestStored;
    private long highestPending;

    SpanTable(String table, ToLongFunction<S> id, Columns<S> columns) {
        this.table = table;
        this.id = id;
        this.columns = columns;
    }

    /** Learns the highest ID stored, at the start and after a reopening. */
    long load(DuckDBConnection connection) throws SQLException {
        highestStored = Sql.firstLong(connection, "SELECT coalesce(max(span_id), 0) FROM " + table);
        return highestStored;
    }

    /** Writes the last version of each span in the batches. */
    <B> void write(DuckDBConnection connection, List<B> batches, Function<B, List<S>> spansOf) throws SQLException {
        Map<Long, S> latest = new LinkedHashMap<>();
        for (B batch : batches) {
            for (S span : spansOf.apply(batch)) {
                latest.put(id.applyAsLong(span), span);
            }
        }
        highestPending = highestStored;
        if (latest.isEmpty()) {
            return;
        }
        remove(connection, latest.keySet());
        try (Rows rows = new Rows(connection, table)) {
            for (Map.Entry<Long, S> span : latest.entrySet()) {
                columns.add(rows.begin(), span.getValue());
                rows.end();
                highestPending = Math.max(highestPending, span.getKey());
            }
        }
    }

    void committed() {
        highestStored = Math.max(highestStored, highestPending);
    }

    private void remove(DuckDBConnection connection, Collection<Long> ids) throws SQLException {
        StringJoiner known = new StringJoiner(",", "(", ")").setEmptyValue("");
        for (long spanId : ids) {
            if (spanId <= highestStored) {
                known.add(Long.toString(spanId));
            }
        }
        if (known.length() > 0) {
            Sql.execute(connection, "DELETE FROM " + table + " WHERE span_id IN " + known);
        }
    }
}
