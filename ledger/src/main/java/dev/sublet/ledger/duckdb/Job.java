package dev.sublet.ledger.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** Work for the writer thread inside one transaction; what it must do only after the commit goes to {@link #committed}. */
@FunctionalInterface
interface Job<T> {
    T on(DuckDBConnection connection) throws SQLException;

    /**
     * Whether it runs on the connection for ticks, whose statements are the same each time and touch few rows: they are
     * prepared once and planned without the optimizer.
     */
    default boolean isTick() {
        return false;
    }

    /** Called on the writer thread once the transaction is durable. */
    default void committed() {}
}
