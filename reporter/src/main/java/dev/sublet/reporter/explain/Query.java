package dev.sublet.reporter.explain;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks and reads rows. Stateless. */
final class Query {
    private Query() {}

    /** What one row of a result means. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    static <T> List<T> read(
            Connection connection, String sql, List<? extends @Nullable Object> values, Reading<T> reading)
            throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int place = 0;
            for (Object value : values) {
                select.setObject(++place, value);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(reading.of(row));
                }
            }
        }
        return List.copyOf(all);
    }

    /** A whole number of any size; zero for NULL. */
    static BigInteger whole(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? BigInteger.ZERO : new BigInteger(text);
    }
}
