package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the books as JSON lines and back: each value as the text that the database casts it to, by the name of its column, so that a store of a
 * later version takes what it still knows. Stateless.
 */
final class BookRows {
    /** Lines that the database is given at once; bounds the text that is held for it. */
    private static final int LINES_PER_INSERT = 1_000;

    /** What was written: how many rows, and the digest of the lines. */
    record Written(long rows, String sha256) {}

    private BookRows() {}

    /** What there is to copy: table, key, rows, fingerprint. No file yet. */
    static List<BookIndex.Copy> inStore(Connection connection) throws SQLException {
        List<BookIndex.Copy> copies = new ArrayList<>();
        Set<String> filled = filled(connection);
        for (BookTable table : BookTable.ALL) {
            if (!filled.contains(table.name())) {
                continue;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet lots = statement.executeQuery("SELECT " + table.keySql()
                            + " AS lot, count(*), sum(hash(t)::HUGEINT)::VARCHAR FROM " + table.name() + " t WHERE "
                            + table.where() + " GROUP BY lot ORDER BY lot")) {
                while (lots.next()) {
                    copies.add(new BookIndex.Copy(
                            table.name(), lots.getString(1), "", lots.getLong(2), lots.getString(3), ""));
                }
            }
        }
        return copies;
    }

    /** Tables that hold rows, deleted ones included: most hold none, and a question to each would take longer than all else. */
    private static Set<String> filled(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet name = statement.executeQuery("SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0")) {
            while (name.next()) {
                names.add(name.getString(1));
            }
        }
        return names;
    }

    /** Writes the lines of one copy, in the order of all their columns. */
    static Written write(Connection connection, BookTable table, String key, OutputStream out)
            throws SQLException, IOException {
        MessageDigest digest = BookIndex.sha256();
        long rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COLUMNS(*)::VARCHAR FROM " + table.name() + " WHERE "
                        + table.whereKey(key) + " ORDER BY ALL")) {
            List<String> columns = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                columns.add(row.getMetaData().getColumnName(column));
            }
            while (row.next()) {
                Map<String, @Nullable String> values = new LinkedHashMap<>();
                for (int column = 1; column <= columns.size(); column++) {
                    values.put(columns.get(column - 1), row.getString(column));
                }
                byte[] line = BookIndex.line(values);
                digest.update(line);
                out.write(line);
                rows++;
            }
        }
        return new Written(rows, HexFormat.of().formatHex(digest.digest()));
    }

    static Written write(Connection connection, BookTable table, String key, Path file)
            throws SQLException, IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            return write(connection, table, key, out);
        }
    }

    /**
     * The lines of a copy.
     *
     * @throws LedgerException when they are not those that were written
     */
    static List<String> read(Path folder, BookIndex.Copy copy) {
        Path file = folder.resolve(copy.file());
        MessageDigest digest = BookIndex.sha256();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
                lines.add(line);
            }
        } catch (IOException e) {
            throw new LedgerException(file + " cannot be read (" + e + ")", e);
        }
        if (!copy.sha256().isEmpty()
                && !HexFormat.of().formatHex(digest.digest()).equals(copy.sha256())) {
            throw new LedgerException(file + " is damaged: its lines do not have their digest");
        }
        return lines;
    }

    /** Adds rows; columns that the table does not have any more are left out. */
    static void add(Connection connection, BookTable table, List<String> lines) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        Set<String> copied = columns(connection, "SELECT unnest(json_keys(?::JSON))", lines.get(0));
        List<String> shared = new ArrayList<>();
        for (String column :
                columns(connection, "SELECT column_name FROM duckdb_columns() WHERE table_name = ?", table.name())) {
            if (copied.contains(column)) {
                shared.add("\"" + column + "\": \"VARCHAR\"");
            }
        }
        String shape = Sql.literal("[{" + String.join(", ", shared) + "}]");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table.name()
                + " BY NAME SELECT unnest(from_json(?::JSON, " + shape + "), recursive := true)")) {
            for (int from = 0; from < lines.size(); from += LINES_PER_INSERT) {
                List<String> some = lines.subList(from, Math.min(from + LINES_PER_INSERT, lines.size()));
                insert.setString(1, "[" + String.join(",", some) + "]");
                insert.execute();
            }
        }
    }

    private static Set<String> columns(Connection connection, String sql, String value) throws SQLException {
        Set<String> names = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, value);
            try (ResultSet name = select.executeQuery()) {
                while (name.next()) {
                    names.add(name.getString(1));
                }
            }
        }
        return names;
    }
}
