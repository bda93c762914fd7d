package dev.sublet.ledger.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The statements that each tick repeats, prepared once for the ticks' connection: making a plan costs several times what
 * its one row does. Forgets them when the connection is another, after a reopening. Writer thread only.
 */
final class Prepared {
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable DuckDBConnection connection;

    /** A statement to fill in and execute; not to be closed. */
    PreparedStatement of(DuckDBConnection current, String sql) throws SQLException {
        if (connection != current) {
            // Those of the former connection went with it.
            statements.clear();
            connection = current;
        }
        PreparedStatement known = statements.get(sql);
        if (known == null || known.isClosed()) {
            // The driver closes a statement that failed.
            known = current.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }
}
