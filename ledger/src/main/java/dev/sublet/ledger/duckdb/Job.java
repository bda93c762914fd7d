package dev.sublet.ledger.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** Work for the writer thread inside one transaction; what it must do only after the commit goes to {@link #committed}. */
@FunctionalInterface
interface Job<T> {
    T on(DuckDBConnection connection) throws SQLException;

    /** Called on the writer thread once the transaction is durable. */
    default void committed() {}
}
