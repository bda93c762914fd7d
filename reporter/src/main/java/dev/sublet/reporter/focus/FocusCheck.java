package dev.sublet.reporter.focus;

import dev.sublet.reporter.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a file of the Cost and Usage dataset, CSV or Parquet, against the rules of its version. Stateless. */
public final class FocusCheck {
    private static final String TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ";

    private FocusCheck() {}

    /**
     * What the file does against the rules, a line each, the first hundred; empty when nothing.
     *
     * @param version null to tell by the columns
     * @throws ReportException in one line when the file cannot be read as a table
     */
    public static List<String> violations(Path file, @Nullable FocusVersion version) {
        if (!Files.isRegularFile(file)) {
            throw new ReportException("there is no file " + file + "; name a FOCUS file, CSV or Parquet", 2);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + source(file))) {
                List<String> columns = new ArrayList<>();
                List<String> shown = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    String name = rows.getMetaData().getColumnName(column);
                    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
                    columns.add(name);
                    shown.add(
                            rows.getMetaData().getColumnTypeName(column).startsWith("TIMESTAMP")
                                    ? "strftime(" + quoted + ", '" + TIME_FORMAT + "') AS " + quoted
                                    : quoted + "::VARCHAR AS " + quoted);
                }
                return check(connection, file, columns, shown, version);
            }
        } catch (SQLException e) {
            throw new ReportException(
                    file + " cannot be read as a table ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "); give a FOCUS file, CSV or Parquet",
                    2,
                    e);
        }
    }

    private static List<String> check(
            Connection connection, Path file, List<String> columns, List<String> shown, @Nullable FocusVersion version)
            throws SQLException {
        FocusRules rules = new FocusRules(columns, version == null ? versionOf(columns) : version);
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT " + String.join(", ", shown) + " FROM " + source(file))) {
            while (rows.next()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (String column : columns) {
                    row.put(column, rows.getString(column));
                }
                rules.row(row);
            }
        }
        return rules.violations();
    }

    private static String source(Path file) {
        String name = "'" + file.toString().replace("'", "''") + "'";
        return file.toString().endsWith(".parquet")
                ? "read_parquet(" + name + ")"
                // An empty cell is null; a quoted empty one is the empty string, which FOCUS forbids.
                : "read_csv(" + name + ", header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"',"
                        + " allow_quoted_nulls = false, sample_size = -1)";
    }

    /** By what columns there are: 1.3 brings the service provider, 1.4 drops the provider. */
    static FocusVersion versionOf(List<String> columns) {
        if (!columns.contains("ServiceProviderName")) {
            return FocusVersion.V1_2;
        }
        return columns.contains("ProviderName") ? FocusVersion.V1_3 : FocusVersion.V1_4;
    }
}
