package dev.sublet.ledger.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Short forms for statements without parameters. */
final class Sql {
    private Sql() {}

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, or null when there is no row. */
    static @Nullable Object first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getObject(1) : null;
        }
    }

    static long firstLong(Connection connection, String sql) throws SQLException {
        return first(connection, sql) instanceof Number number ? number.longValue() : 0;
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What DuckDB said, on one line. */
    static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** After such an error the database refuses everything in this process until it is opened again. */
    static boolean isFatal(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("FATAL") || message.contains("has been invalidated");
    }

    /** A value did not fit the type that it was to become. */
    static boolean isConversion(Exception failure) {
        return String.valueOf(failure.getMessage()).contains("Conversion Error");
    }
}
