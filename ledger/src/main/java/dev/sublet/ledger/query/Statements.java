package dev.sublet.ledger.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

/**
 * Says whether a text is one reading statement, by DuckDB's own parser rather than by looking at words. What it lets
 * through still runs in a read-only transaction of a database without access to files and with locked settings; the list
 * of table functions is there because some of the others read the database's own files, take checkpoints or change the
 * logging of the whole process.
 */
final class Statements {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> TABLE_FUNCTIONS = Set.of(
            "range",
            "generate_series",
            "unnest",
            "repeat",
            "repeat_row",
            "json_each",
            "json_tree",
            "duckdb_columns",
            "duckdb_functions",
            "duckdb_tables",
            "duckdb_types",
            "duckdb_views",
            "pragma_table_info",
            "pragma_version");

    private Statements() {}

    static void refuseAllButOneSelect(Connection connection, String sql) throws SQLException {
        JsonNode parsed = parse(connection, sql);
        if (parsed.path("error").asBoolean(true)) {
            String message = parsed.path("error_message").asText("it cannot be parsed");
            throw new LedgerException(
                    message.startsWith("Only SELECT")
                            ? "only one SELECT is allowed (or WITH … SELECT, VALUES, DESCRIBE, SHOW, SUMMARIZE)"
                            : "the query is not understood: " + message);
        }
        int statements = parsed.path("statements").size();
        if (statements != 1) {
            throw new LedgerException("the query holds " + statements + " statements; give exactly one SELECT");
        }
        check(parsed.path("statements"));
    }

    /** DuckDB reads a table name that looks like a file's as that file; sealed files are read through the tables only. */
    private static void refuseFileName(String name) {
        if (name.contains("/") || name.contains("\\") || name.contains("*") || name.contains(".")) {
            throw new LedgerException(
                    "the query reads " + name + " as a file, which is not allowed; query the ledger's own"
                            + " tables and views (SHOW TABLES names them)");
        }
    }

    private static JsonNode parse(Connection connection, String sql) throws SQLException {
        try (PreparedStatement serialize =
                connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR")) {
            serialize.setString(1, sql);
            try (ResultSet row = serialize.executeQuery()) {
                row.next();
                return JSON.readTree(row.getString(1));
            }
        } catch (JsonProcessingException e) {
            throw new LedgerException("the query is too deeply nested: " + e.getOriginalMessage(), e);
        }
    }

    private static void check(JsonNode node) {
        String type = node.path("type").asText("");
        if (type.endsWith("QUERY_NODE")) {
            throw new LedgerException("the query changes data (" + type + "); only reading is allowed");
        }
        if (type.equals("TABLE_FUNCTION")) {
            String name = node.path("function").path("function_name").asText("").toLowerCase(Locale.ROOT);
            if (!TABLE_FUNCTIONS.contains(name)) {
                throw new LedgerException("the query calls " + name + "(), which is not allowed; query the ledger's own"
                        + " tables and views (SHOW TABLES names them)");
            }
        }
        if (type.equals("BASE_TABLE")) {
            refuseFileName(node.path("table_name").asText(""));
        }
        for (JsonNode child : node) {
            check(child);
        }
    }
}
