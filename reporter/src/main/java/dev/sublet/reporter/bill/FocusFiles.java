package dev.sublet.reporter.bill;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * FOCUS exports, opened in a database of their own: the ledger's may read no files. All columns are read as text and then become exact
 * decimals, whatever the file's size in bounded memory. Close it. For one thread.
 */
final class FocusFiles implements AutoCloseable {
    private static final String MEMORY = "256MB";
    private static final int FILES_MAX = 10_000;
    private static final List<String> NEEDED = List.of(
            "BilledCost",
            "BillingAccountId",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "EffectiveCost",
            "ListCost");
    private static final List<String> USED = List.of(
            "ChargeClass",
            "CommitmentDiscountStatus",
            "InvoiceIssuerName",
            "ProviderName",
            "RegionId",
            "ResourceId",
            "ResourceName",
            "ServiceName",
            "ServiceProviderName",
            "ServiceSubcategory");

    private final Connection connection;
    private final Path spill;
    private final String names;

    private FocusFiles(Connection connection, Path spill, String names) {
        this.connection = connection;
        this.spill = spill;
        this.names = names;
    }

    /**
     * Reads files of one export. The table {@code focus} then holds its rows.
     *
     * @param provider for rows that name none, or null
     * @throws ReportException in one line when a file is not there or no FOCUS export
     */
    static FocusFiles open(List<Path> files, @Nullable String provider) {
        requireThere(files);
        String names = files.stream().map(file -> "" + file.getFileName()).collect(Collectors.joining(", "));
        try {
            Path spill = Files.createTempDirectory("sublet-bill");
            FocusFiles opened =
                    new FocusFiles(DriverManager.getConnection("jdbc:duckdb:", settings(spill)), spill, names);
            try {
                opened.read(files, provider);
                return opened;
            } catch (SQLException | ReportException e) {
                opened.close();
                throw e;
            }
        } catch (SQLException | IOException e) {
            throw new ReportException(
                    "bill " + names + " cannot be read: " + oneLine(e) + "; it must be FOCUS as CSV or" + " Parquet",
                    2,
                    e);
        }
    }

    static void requireThere(List<Path> files) {
        if (files.isEmpty() || files.size() > FILES_MAX) {
            throw new ReportException("give 1 to " + FILES_MAX + " files of one export, not " + files.size(), 2);
        }
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new ReportException("bill " + file + " is not there or cannot be read; name a FOCUS export", 2);
            }
        }
    }

    private static Properties settings(Path spill) {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("threads", "2");
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("jdbc_stream_results", "true");
        return settings;
    }

    private void read(List<Path> files, @Nullable String provider) throws SQLException {
        execute("SET TimeZone = 'UTC'");
        boolean parquet = files.stream().allMatch(file -> suffix(file).endsWith(".parquet"));
        if (!parquet && files.stream().anyMatch(file -> suffix(file).endsWith(".parquet"))) {
            throw new ReportException("bill " + names + " is CSV and Parquet at once; import one export at a time", 2);
        }
        String list = files.stream()
                .map(file -> literal(file.toAbsolutePath().toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        String source = parquet
                ? "read_parquet(" + list + ", union_by_name = true)"
                : "read_csv(" + list + ", all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"',"
                        + " nullstr = ['NULL', 'null', ''], union_by_name = true)";
        Map<String, String> columns = columns(source);
        execute(SqlFile.read(Allocation.class, "resource-key.sql"));
        execute(SqlFile.read(FocusFiles.class, "seconds.sql"));
        execute(SqlFile.read(FocusFiles.class, "focus.sql")
                .replace(
                        "{columns}",
                        Stream.concat(NEEDED.stream(), USED.stream())
                                .map(column -> column(column, columns))
                                .collect(Collectors.joining(", ")))
                .replace("{provider}", provider == null ? "NULL" : literal(provider))
                .replace("{files}", source));
        rejectBad();
    }

    /** The files' columns in lower case, as they are written. */
    private Map<String, String> columns(String source) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
            while (row.next()) {
                columns.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(1));
            }
        }
        for (String needed : NEEDED) {
            if (!columns.containsKey(needed.toLowerCase(Locale.ROOT))) {
                throw new ReportException(
                        "bill " + names + " has no column " + needed
                                + "; it must be a FOCUS export of version 1.0 to 1.3",
                        2);
            }
        }
        return columns;
    }

    /** Text of the column, whatever its type; a number's shortest text is exact for what was written. */
    private static String column(String column, Map<String, String> columns) {
        String written = columns.get(column.toLowerCase(Locale.ROOT));
        String value = written == null ? "NULL::VARCHAR" : "\"" + written.replace("\"", "\"\"") + "\"::VARCHAR";
        String name = column.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return "nullif(" + value + ", 'NULL') AS " + name;
    }

    private void rejectBad() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(bad_costs)::BIGINT, min(bad_cost),"
                        + " count(*) FILTER (WHERE provider IS NULL), count(*) FILTER (WHERE account IS NULL OR currency IS NULL),"
                        + " count(*) FILTER (WHERE period_from_s IS NULL OR period_to_s IS NULL OR from_s IS NULL OR to_s IS NULL),"
                        + " count(*) FROM focus")) {
            row.next();
            String start = "bill " + names;
            if (row.getLong(6) == 0) {
                throw new ReportException(start + " has no rows; export it again", 2);
            }
            if (row.getLong(1) > 0) {
                throw new ReportException(
                        start + ": " + row.getLong(1) + " rows have a cost that is no decimal number, such as "
                                + row.getString(2) + "; export it again",
                        2);
            }
            if (row.getLong(3) > 0) {
                throw new ReportException(start + " does not name its provider; say it with --provider", 2);
            }
            if (row.getLong(4) > 0) {
                throw new ReportException(
                        start + " has rows without BillingAccountId or BillingCurrency; export it again", 2);
            }
            if (row.getLong(5) > 0) {
                throw new ReportException(
                        start + " has rows without a readable billing or charge period; times must look"
                                + " like 2026-11-01T00:00:00Z or 2026-11-01 00:00:00",
                        2);
            }
        }
    }

    Connection connection() {
        return connection;
    }

    String names() {
        return names;
    }

    /** SHA-256 over the files' own digests in their order; of one file its own. */
    static String digest(List<Path> files) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            List<String> each =
                    files.stream().map(FocusFiles::digestOf).sorted().toList();
            if (each.size() == 1) {
                return each.get(0);
            }
            each.forEach(digest -> all.update(HexFormat.of().parseHex(digest)));
            return HexFormat.of().formatHex(all.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String digestOf(Path file) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new ReportException(
                    "bill " + file + " cannot be read (" + e.getMessage() + "); name a FOCUS export", 2, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String suffix(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
            try (Stream<Path> left = Files.list(spill)) {
                for (Path file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(spill);
        } catch (SQLException | IOException e) {
            throw new ReportException("cannot tidy up " + spill + ": " + e.getMessage() + "; remove it", 3, e);
        }
    }
}
