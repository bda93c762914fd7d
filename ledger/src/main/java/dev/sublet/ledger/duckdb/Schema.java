package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** The store's tables, their version, and how an older version becomes this one. */
final class Schema {
    static final int VERSION = 4;

    /**
     * One SQL resource beside schema.sql for each step to the next version: the first entry leads from version 1 to 2. The
     * steps of one opening run in one transaction, before anything else is written.
     */
    private static final List<String> MIGRATIONS = List.of("to-2.sql", "to-3.sql", "to-4.sql");

    private Schema() {}

    static boolean isPresent(Connection connection) throws SQLException {
        return Sql.firstLong(
                        connection,
                        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'meta' AND table_schema = 'main'")
                > 0;
    }

    /** Makes all tables of an empty store in one transaction. */
    static void create(Connection connection, Clock clock, long commitNumber) throws SQLException {
        Sql.execute(connection, "BEGIN TRANSACTION");
        Sql.execute(connection, resource("schema.sql"));
        put(connection, "schema_version", Integer.toString(VERSION));
        put(connection, "created_at", clock.instant().toString());
        Sql.execute(connection, "INSERT INTO last_commit VALUES (" + commitNumber + ")");
        Sql.execute(connection, "COMMIT");
        // Tables belong into the file: rot in a log that makes them would cost everything.
        Sql.execute(connection, "CHECKPOINT");
    }

    /** The version of a store that has tables. */
    static int version(Connection connection) throws SQLException {
        Object value = Sql.first(connection, "SELECT value FROM meta WHERE key = 'schema_version'");
        return value == null ? 0 : Integer.parseInt(value.toString());
    }

    /** The number of the last commit that the store holds. */
    static long commitNumber(Connection connection) throws SQLException {
        return Sql.firstLong(connection, "SELECT commit_number FROM last_commit");
    }

    static void refuseNewer(Path dataFolder, int version) {
        if (version > VERSION) {
            throw new LedgerException("data folder " + dataFolder + " has schema version " + version
                    + ", this program knows up to " + VERSION + "; use a newer sublet");
        }
    }

    /** Brings an older store to this version, or leaves it as it was. */
    static void migrate(Connection connection, int from) throws SQLException {
        if (from == VERSION) {
            return;
        }
        Sql.execute(connection, "BEGIN TRANSACTION");
        for (String step : MIGRATIONS.subList(from - 1, VERSION - 1)) {
            Sql.execute(connection, resource(step));
        }
        Sql.execute(connection, "UPDATE meta SET value = '" + VERSION + "' WHERE key = 'schema_version'");
        Sql.execute(connection, "COMMIT");
        Sql.execute(connection, "CHECKPOINT");
    }

    private static void put(Connection connection, String key, String value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO meta VALUES (?, ?)")) {
            insert.setString(1, key);
            insert.setString(2, value);
            insert.execute();
        }
    }

    private static String resource(String name) {
        try (InputStream in = Schema.class.getResourceAsStream("/dev/sublet/ledger/" + name)) {
            if (in == null) {
                throw new LedgerException("the program lacks its resource " + name + "; install it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LedgerException("cannot read the program's resource " + name + ": " + e.getMessage(), e);
        }
    }
}
