package dev.sublet.reporter.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Rows of 64-bit numbers for a table, put there by one short statement whatever their number: as literals in a statement each number
 * costs 10 µs to parse, and a statement for each row costs a millisecond. Not thread-safe.
 */
public final class WholeNumbers {
    private final List<List<Long>> columns = new ArrayList<>();

    /** A row; each has as many values as the table has columns. */
    public void add(long... row) {
        while (columns.size() < row.length) {
            columns.add(new ArrayList<>());
        }
        for (int column = 0; column < row.length; column++) {
            columns.get(column).add(row[column]);
        }
        if (columns.size() != row.length) {
            throw new IllegalArgumentException("a row of " + Arrays.toString(row) + " among rows of " + columns.size());
        }
    }

    /** Inserts all rows. */
    public void insertInto(Connection connection, String table) throws SQLException {
        if (columns.isEmpty()) {
            return;
        }
        String lists = String.join(", ", Collections.nCopies(columns.size(), "unnest(?::BIGINT[])"));
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table + " SELECT " + lists)) {
            for (int column = 0; column < columns.size(); column++) {
                statement.setString(column + 1, columns.get(column).toString());
            }
            statement.execute();
        }
    }
}
