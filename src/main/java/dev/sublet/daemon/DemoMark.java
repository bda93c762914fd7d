package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.ledger.Ledger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Invented data and real data never share a ledger: the demo's is marked. */
public final class DemoMark {
    private DemoMark() {}

    /** Refuses a ledger of the demo. */
    public static void refuse(Ledger ledger, Path data) {
        if (ledger.read(DemoMark::isMarked)) {
            throw Problem.wrongUse(
                    "data folder " + data + " holds the demo's invented data; name another one with --data");
        }
    }

    /** Marks an empty ledger as the demo's, and refuses one that holds something real. */
    public static void require(Ledger ledger, Path data) {
        if (ledger.read(DemoMark::isMarked)) {
            return;
        }
        if (ledger.read(DemoMark::holdsData)) {
            throw Problem.wrongUse("data folder " + data
                    + " holds real data, which the demo must not mix with; name another one with --data");
        }
        ledger.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("INSERT INTO meta VALUES ('demo', 'true')");
            }
        });
    }

    private static boolean isMarked(Connection connection) throws SQLException {
        return any(connection, "SELECT 1 FROM meta WHERE key = 'demo' AND value = 'true'");
    }

    private static boolean holdsData(Connection connection) throws SQLException {
        return any(connection, "SELECT 1 FROM cluster UNION ALL SELECT 1 FROM audit_event");
    }

    private static boolean any(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next();
        }
    }
}
