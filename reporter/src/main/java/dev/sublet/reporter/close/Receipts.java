package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is needed to compute a closed period again without its ledger: the rows beneath it, cut to it, as Parquet files, and the close with
 * what it froze. Stateless.
 */
public final class Receipts {
    private static final String EXTENSION = ".parquet";
    private static final String HOURS = "receipt_usage_hour";
    private static final List<String> FROZEN =
            List.of("close_terms", "close_line", "close_owner", "close_row_digest", "close_bill");

    private Receipts() {}

    /**
     * Writes the receipts of a closed period into a folder.
     *
     * @param folder of the database's choice, from a connection; it must exist and be empty
     * @return the files' names
     * @throws ReportException when no such period is closed
     */
    public static List<String> write(LedgerReader reader, String name, Folder folder) {
        return reader.read(connection -> {
            PeriodClose close = CloseStore.all(connection).stream()
                    .filter(each -> each.closed() && each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> ReportException.notThere(
                            "period " + name + " is not closed; only closed periods have receipts"));
            Allocation.nameHours(
                    connection, close.period().fromS(), close.period().toS());
            Path target = folder.of(connection);
            Map<String, String> selects = new LinkedHashMap<>();
            for (String table : FrozenRows.TABLES) {
                selects.put(table, FrozenRows.select(table, close));
            }
            FROZEN.forEach(table -> selects.put(table, "SELECT * FROM " + table + " WHERE close_id = " + close.id()));
            selects.put(
                    "period_close",
                    "SELECT * FROM period_close WHERE state = 'closed' AND from_s <= "
                            + close.period().fromS());
            selects.put(
                    "closed_period",
                    "SELECT * FROM closed_period WHERE from_s <= "
                            + close.period().fromS());
            selects.put("meta", "SELECT key, value FROM meta WHERE key = 'billing_zone'");
            List<String> files = new ArrayList<>();
            for (Map.Entry<String, String> select : selects.entrySet()) {
                String file = select.getKey() + EXTENSION;
                Rows.execute(
                        connection,
                        "COPY (" + select.getValue() + ") TO '" + quoted(target.resolve(file))
                                + "' (FORMAT parquet, COMPRESSION zstd)");
                files.add(file);
            }
            return List.copyOf(files);
        });
    }

    /** The names of all files that receipts consist of. */
    public static List<String> files() {
        List<String> files = new ArrayList<>();
        FrozenRows.TABLES.forEach(table -> files.add(table + EXTENSION));
        FROZEN.forEach(table -> files.add(table + EXTENSION));
        files.addAll(List.of("period_close" + EXTENSION, "closed_period" + EXTENSION, "meta" + EXTENSION));
        return List.copyOf(files);
    }

    /** Where the database may write. */
    @FunctionalInterface
    public interface Folder {
        Path of(Connection connection) throws SQLException;
    }

    /** What a person finds beside the files. */
    public static String readme(String name) {
        return SqlFile.read(Receipts.class, "receipts-readme.md").replace("${name}", name);
    }

    /**
     * Puts receipts into an empty ledger.
     *
     * @param folder with the files, where the database may read
     * @return a reader to whom the receipts are the ledger
     * @throws ReportException when a file is missing
     */
    public static LedgerReader load(LedgerReader reader, LedgerWriter writer, Path folder) {
        for (String table : FrozenRows.TABLES) {
            if (!Files.exists(folder.resolve(table + EXTENSION))) {
                throw new ReportException("the receipts lack " + table + EXTENSION + "; get them again", 2);
            }
        }
        writer.write(connection -> {
            for (String table : FrozenRows.TABLES) {
                load(connection, table, "read_parquet('" + quoted(folder.resolve(table + EXTENSION)) + "')");
            }
            List<String> kept = new ArrayList<>(FROZEN);
            kept.addAll(List.of("period_close", "closed_period", "meta"));
            for (String table : kept) {
                Rows.execute(
                        connection,
                        "INSERT INTO " + table + " BY NAME SELECT * FROM read_parquet('"
                                + quoted(folder.resolve(table + EXTENSION)) + "')");
            }
            return kept;
        });
        return new LedgerReader() {
            @Override
            public <T> T read(Query<T> query) {
                return reader.read(connection -> {
                    Rows.execute(connection, "CREATE OR REPLACE TEMP VIEW usage_hour AS SELECT * FROM " + HOURS);
                    return query.on(connection);
                });
            }
        };
    }

    private static void load(Connection connection, String table, String rows) throws SQLException {
        String sql = SqlFile.read(Receipts.class, "load.sql");
        switch (table) {
            case "cluster" ->
                Rows.execute(
                        connection,
                        "INSERT INTO cluster BY NAME SELECT cluster, cluster_name, from_s AS first_tick_s,"
                                + " to_s AS last_tick_s, 60 AS interval_s FROM " + rows);
            case "usage_hour" ->
                Rows.execute(connection, sql.replace("${table}", HOURS).replace("${rows}", rows));
            case "booking" ->
                Rows.execute(connection, "INSERT INTO booking BY NAME SELECT * RENAME (from_s AS day_s) FROM " + rows);
            default -> Rows.execute(connection, "INSERT INTO " + table + " BY NAME SELECT * FROM " + rows);
        }
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "''");
    }
}
