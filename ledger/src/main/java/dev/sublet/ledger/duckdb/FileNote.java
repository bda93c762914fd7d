package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sealed file says of itself in its Parquet metadata; see {@link PartWriter}. {@code piece} is the same for all files
 * that were written together and count together.
 */
record FileNote(
        String file,
        SealedTable table,
        int layout,
        String partition,
        String level,
        long fromS,
        long toS,
        int generation,
        int part,
        int parts,
        List<String> tables,
        boolean hot,
        long commitNumber,
        List<String> replaces) {

    String piece() {
        return String.join("|", tables) + " " + partition + " " + level + " " + fromS + " " + generation + " "
                + commitNumber;
    }

    /** The note of a file, or empty when it has none or cannot be read. */
    static Optional<FileNote> read(Connection connection, Path sealed, String file) {
        Map<String, String> values = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT decode(key), decode(value) FROM parquet_kv_metadata("
                        + Sql.literal(sealed.resolve(file).toString()) + ")")) {
            while (rows.next()) {
                values.put(rows.getString(1), rows.getString(2));
            }
            Optional<SealedTable> table = SealedTable.named(values.getOrDefault("sublet_table", ""));
            return table.map(known -> of(file, known, values));
        } catch (SQLException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static FileNote of(String file, SealedTable table, Map<String, String> values) {
        return new FileNote(
                file,
                table,
                number(values, "layout"),
                values.getOrDefault("sublet_partition", ""),
                values.getOrDefault("sublet_level", ""),
                Long.parseLong(values.getOrDefault("sublet_from_s", "")),
                Long.parseLong(values.getOrDefault("sublet_to_s", "")),
                number(values, "generation"),
                number(values, "part"),
                number(values, "parts"),
                List.of(values.getOrDefault("sublet_tables", "").split(",")),
                values.getOrDefault("sublet_hot", "").equals("true"),
                Long.parseLong(values.getOrDefault("sublet_commit", "")),
                values.getOrDefault("sublet_replaces", "")
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(values.getOrDefault("sublet_" + key, ""));
    }

    /** The row for {@code sealed_file}, with what reading the file found. */
    SealedFile record(dev.sublet.ledger.seal.PeriodFacts read, long recordedAtS) {
        return new SealedFile(
                file,
                table.tableName(),
                layout,
                partition,
                level,
                fromS,
                toS,
                generation,
                part,
                read.rows(),
                read.files().get(0).bytes(),
                read.files().get(0).sha256(),
                read.sums(),
                recordedAtS);
    }
}
