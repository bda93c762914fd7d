package dev.sublet.reporter.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Turns queries whose every row is something wrong into a check. Keeps the first row's meaning and the number of all. */
final class Findings {
    private final Connection connection;
    private final Told told;
    private @Nullable String first;
    private long count;

    /** Says what one wrong row means. */
    @FunctionalInterface
    interface Told {
        String by(ResultSet row) throws SQLException;
    }

    Findings(Connection connection, Told told) {
        this.connection = connection;
        this.told = told;
    }

    Findings look(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                if (first == null) {
                    first = told.by(row);
                }
                count++;
            }
        }
        return this;
    }

    /** @param good the detail when nothing is wrong */
    Check check(String name, String good) {
        return first == null
                ? new Check(name, true, good)
                : new Check(name, false, first + (count == 1 ? "" : "; and " + (count - 1) + " more like it"));
    }
}
