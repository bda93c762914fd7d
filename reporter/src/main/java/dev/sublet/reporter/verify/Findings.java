package dev.sublet.reporter.verify;

import dev.sublet.reporter.allocation.SqlFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Turns a query whose every row is something wrong into a check. */
final class Findings {
    private Findings() {}

    /** Says what one wrong row means. */
    @FunctionalInterface
    interface Told {
        String by(ResultSet row) throws SQLException;
    }

    /**
     * Passes when the query has no row.
     *
     * @param file the query, beside this class
     * @param good the detail when nothing is wrong
     * @param told the detail of the first wrong row
     */
    static Check check(Connection connection, String name, String file, String good, Told told) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlFile.read(Findings.class, file))) {
            if (!row.next()) {
                return new Check(name, true, good);
            }
            String first = told.by(row);
            long more = 0;
            while (row.next()) {
                more++;
            }
            return new Check(name, false, first + (more == 0 ? "" : "; and " + more + " more like it"));
        }
    }
}
