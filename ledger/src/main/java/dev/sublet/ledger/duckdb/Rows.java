package dev.sublet.ledger.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows to one table inside the transaction that SQL began. (The driver's own {@code setAutoCommit(false)} is no
 * transaction for an appender: it commits each chunk of 2 048 rows by itself.) A column is a call of {@code add}.
 */
final class Rows implements AutoCloseable {
    private final DuckDBAppender appender;

    Rows(DuckDBConnection connection, String table) throws SQLException {
        appender = connection.createAppender(table);
    }

    Rows begin() throws SQLException {
        appender.beginRow();
        return this;
    }

    void end() throws SQLException {
        appender.endRow();
    }

    Rows add(long value) throws SQLException {
        appender.append(value);
        return this;
    }

    Rows add(int value) throws SQLException {
        appender.append(value);
        return this;
    }

    Rows add(byte[] value) throws SQLException {
        appender.append(value);
        return this;
    }

    Rows add(boolean value) throws SQLException {
        appender.append(value);
        return this;
    }

    Rows add(@Nullable Long value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value.longValue());
        }
        return this;
    }

    Rows add(@Nullable Integer value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value.intValue());
        }
        return this;
    }

    Rows add(@Nullable String value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
        return this;
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
