package dev.sublet.ledger.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    <B> void write(DuckDBConnection connection, Prepared prepared, List<B> batches, Function<B, List<S>> spansOf)
            throws SQLException {
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
        remove(connection, prepared, latest.keySet());
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

    /** IDs as one list, which becomes the hashed side of a join: a tick may close thousands. */
    private void remove(DuckDBConnection connection, Prepared prepared, Collection<Long> ids) throws SQLException {
        Object[] known = ids.stream().filter(spanId -> spanId <= highestStored).toArray();
        if (known.length > 0) {
            PreparedStatement delete =
                    prepared.of(connection, "DELETE FROM " + table + " WHERE span_id IN (SELECT unnest(?::BIGINT[]))");
            delete.setArray(1, connection.createArrayOf("BIGINT", known));
            delete.execute();
        }
    }
}
