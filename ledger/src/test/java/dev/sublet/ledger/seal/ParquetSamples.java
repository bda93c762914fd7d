package dev.sublet.ledger.seal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Parquet as sealing writes it, and the questions that tests ask DuckDB beside the reader. */
final class ParquetSamples implements AutoCloseable {
    static final long DAY_S = 1_759_968_000L;

    /** Pods times minutes in the layout of sealed usage. */
    static String usage(int pods, int minutes) {
        return "SELECT (i // " + minutes + ")::BIGINT AS span_id, (" + DAY_S + " + 60 * (i % " + minutes
                + "))::BIGINT AS from_s, 60::INTEGER AS seconds,"
                + " CASE WHEN i % 97 = 5 THEN 'bridged' ELSE 'measured' END AS coverage,"
                + " (hash(i) % 64)::INTEGER AS cpu_50_core_ms, (300 + hash(i // 7) % 64)::INTEGER AS memory_mib,"
                + " (hash(i + 1) % 32)::INTEGER AS network_rx_16_kib, (hash(i + 2) % 32)::INTEGER AS network_tx_16_kib,"
                + " 0::INTEGER AS volume_mib, 250::INTEGER AS cpu_request_millicores,"
                + " 262144::BIGINT AS memory_request_kib, 0::INTEGER AS gpu_request FROM range("
                + (long) pods * minutes + ") rows(i)";
    }

    private final Connection connection = DriverManager.getConnection("jdbc:duckdb:");

    ParquetSamples() throws SQLException {}

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Path write(Path file, String select) throws SQLException {
        execute(
                "COPY (" + select + ") TO '" + file
                        + "' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, PARQUET_VERSION V2, ROW_GROUP_SIZE 20480)");
        return file;
    }

    BigInteger number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            Object value = row.getObject(1);
            return value == null ? BigInteger.ZERO : new BigDecimal(value.toString()).toBigIntegerExact();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
