package dev.sublet.ledger.duckdb;

import java.util.List;

/**
 * A table of the books: small, precious, and made again by nothing else. Its rows are copied outside the store, see {@link Books}. A new table
 * of the books is one line in {@link #ALL}.
 *
 * @param name the table
 * @param key the column whose values tell copies apart, for a table whose rows come in lots that hardly change once they are there; empty for
 *     a table that is copied as a whole
 * @param where the rows that are copied, an SQL condition
 */
record BookTable(String name, String key, String where) {
    /** In the order in which a fresh store takes them over. */
    static final List<BookTable> ALL = List.of(
            // The others of meta are of the store itself.
            new BookTable(
                    "meta",
                    "",
                    "key NOT IN ('schema_version', 'created_at', 'sealed_folder_known', 'books_known', 'sealed_files_changed')"),
            whole("closed_period"),
            whole("legal_hold"),
            whole("retired"),
            // One that goes on is made anew by the store that takes over.
            new BookTable("missing_period", "", "to_s IS NOT NULL"),
            byKey("statement", "statement_id"),
            byKey("statement_terms", "statement_id"),
            byKey("statement_line", "statement_id"),
            byKey("bill", "bill_id"),
            byKey("bill_row", "bill_id"),
            whole("bill_delivery"),
            whole("bill_replaced"),
            whole("period_close"),
            byKey("close_terms", "close_id"),
            byKey("close_line", "close_id"),
            byKey("close_owner", "close_id"),
            byKey("close_row_digest", "close_id"),
            whole("close_bill"),
            whole("booking"),
            whole("dispute"),
            whole("cost_event"),
            byKey("lifecycle_action", "month"));

    /** All rows in one copy. */
    static BookTable whole(String name) {
        return new BookTable(name, "", "true");
    }

    /** A copy for each value of {@code key}. */
    static BookTable byKey(String name, String key) {
        return new BookTable(name, key, "true");
    }

    /** The key of a row as text, as SQL. */
    String keySql() {
        return key.isEmpty() ? "'all'" : key + "::VARCHAR";
    }

    /** The condition for the rows of one copy. */
    String whereKey(String value) {
        return "(" + where + ") AND " + keySql() + " = " + Sql.literal(value);
    }
}
