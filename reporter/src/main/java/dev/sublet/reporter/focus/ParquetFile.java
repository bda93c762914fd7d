package dev.sublet.reporter.focus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as a Parquet file. A database in memory writes it, apart from the ledger's, which may write nowhere but into
 * its own folder.
 */
final class ParquetFile {
    private static final int ROWS_PER_INSERT = 50;

    private ParquetFile() {}

    static byte[] of(FocusTable table) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("sublet-focus");
            Path file = folder.resolve("focus.parquet");
            write(table, file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a temporary file", e);
        } catch (SQLException e) {
            throw new IllegalStateException("a table in memory cannot be written as Parquet", e);
        } finally {
            delete(folder);
        }
    }

    private static void write(FocusTable table, Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET threads = 1");
            statement.execute("CREATE TABLE focus ("
                    + table.columns().stream()
                            .map(column -> column.name() + " " + column.type().sql())
                            .collect(Collectors.joining(", "))
                    + ")");
            for (int from = 0; from < table.rows().size(); from += ROWS_PER_INSERT) {
                insert(
                        connection,
                        table,
                        table.rows()
                                .subList(
                                        from,
                                        Math.min(
                                                from + ROWS_PER_INSERT,
                                                table.rows().size())));
            }
            statement.execute(
                    "COPY focus TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private static void insert(Connection connection, FocusTable table, List<List<@Nullable Object>> rows)
            throws SQLException {
        String row = "(" + String.join(", ", Collections.nCopies(table.columns().size(), "?")) + ")";
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO focus VALUES " + String.join(", ", Collections.nCopies(rows.size(), row)))) {
            int index = 0;
            for (List<@Nullable Object> cells : rows) {
                for (Object cell : cells) {
                    insert.setObject(++index, value(cell));
                }
            }
            insert.execute();
        }
    }

    private static @Nullable Object value(@Nullable Object cell) {
        if (cell instanceof Instant time) {
            return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
        }
        return cell instanceof BigDecimal number ? number.setScale(18) : cell;
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve("focus.parquet"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // It lies where the system clears away by itself, and the outcome is decided already.
            return;
        }
    }
}
