package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.ReportException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads rows of tables. Stateless. */
final class Rows {
    private static final int ROWS_PER_INSERT = 100;

    private Rows() {}

    /** What one row of a result means. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    static void insert(Connection connection, String table, List<List<@Nullable Object>> rows) throws SQLException {
        for (int i = 0; i < rows.size(); i += ROWS_PER_INSERT) {
            List<List<@Nullable Object>> some = rows.subList(i, Math.min(i + ROWS_PER_INSERT, rows.size()));
            String places =
                    "(" + String.join(", ", Collections.nCopies(some.get(0).size(), "?")) + ")";
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " VALUES "
                    + String.join(", ", Collections.nCopies(some.size(), places)))) {
                int place = 0;
                for (List<@Nullable Object> row : some) {
                    for (Object value : row) {
                        insert.setObject(++place, value);
                    }
                }
                insert.execute();
            }
        }
    }

    static <T> List<T> read(Connection connection, String sql, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                all.add(reading.of(row));
            }
        }
        return List.copyOf(all);
    }

    /** Work that may refuse: what the ledger wraps is told as it was said. */
    static <T> T write(LedgerWriter writer, LedgerWriter.Work<T> work) {
        try {
            return writer.write(work);
        } catch (LedgerException e) {
            if (e.getCause() instanceof ReportException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    static long nextId(Connection connection, String table, String column) throws SQLException {
        return read(connection, "SELECT coalesce(max(" + column + "), 0) + 1 FROM " + table, row -> row.getLong(1))
                .get(0);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
