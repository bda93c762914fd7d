package dev.sublet.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads the ledger, apart from the writer. Thread-safe. */
public interface LedgerReader {
    /**
     * Runs a query on a consistent snapshot. The connection may hold temporary tables, which go with it; it cannot change
     * the ledger's tables in a way that lasts.
     */
    <T> T read(Query<T> query);

    /** A query on a connection of its own. It must not keep or close the connection. */
    @FunctionalInterface
    interface Query<T> {
        T on(Connection connection) throws SQLException;
    }
}
