package dev.sublet.reporter.auditsearch;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds who did what. Thread-safe. */
public final class AuditSearch {
    private static final long US_PER_S = 1_000_000;
    private static final Pattern PARAMETER = Pattern.compile("\\$([a-z_]+)");
    private static final String SQL = SqlFile.read(AuditSearch.class, "search.sql");

    private final LedgerReader ledger;

    public AuditSearch(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /** The events as a table; for people, when there is none, a line that says what there is instead. */
    public String write(AuditQuery query, Format format) {
        Table table = format == Format.TABLE
                ? Table.of(
                        Column.text("time", "time"),
                        Column.text("vcluster", "vcluster"),
                        Column.text("user", "person"),
                        Column.text("verb", "verb"),
                        Column.text("resource", "resource"),
                        Column.text("namespace", "namespace"),
                        Column.text("name", "name"),
                        Column.number("code", "code"))
                : Table.of(
                        Column.text("time", "time"),
                        Column.text("source", "source"),
                        Column.text("vcluster", "vcluster"),
                        Column.text("vclusterNamespace", "vcluster namespace"),
                        Column.text("user", "person"),
                        Column.text("username", "user name"),
                        Column.text("verb", "verb"),
                        Column.text("apiGroup", "API group"),
                        Column.text("resource", "resource"),
                        Column.text("subresource", "subresource"),
                        Column.text("namespace", "namespace"),
                        Column.text("name", "name"),
                        Column.number("code", "code"),
                        Column.text("stage", "stage"),
                        Column.text("sourceIps", "from"),
                        Column.text("userAgent", "user agent"),
                        Column.text("requestUri", "request"),
                        Column.text("auditId", "audit ID"));
        return ledger.read(connection -> {
            fill(table, connection, query, format);
            return format == Format.TABLE && table.isEmpty() ? NothingFound.told(connection) : table.write(format);
        });
    }

    private static void fill(Table table, Connection connection, AuditQuery query, Format format) throws SQLException {
        Map<String, @Nullable Object> values = values(query);
        List<@Nullable Object> ordered = new ArrayList<>();
        String sql = positional(values, ordered);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < ordered.size(); index++) {
                statement.setObject(index + 1, ordered.get(index));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    table.row(format == Format.TABLE ? brief(row) : full(row));
                }
            }
        }
    }

    private static Map<String, @Nullable Object> values(AuditQuery query) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        values.put("vcluster", query.vcluster());
        values.put("person", query.user() == null ? null : like(query.user()));
        values.put("verb", query.verb());
        values.put("resource", query.resource());
        values.put("namespace", query.namespace());
        values.put("from_us", Math.multiplyExact(query.fromS(), US_PER_S));
        values.put("to_us", Math.multiplyExact(query.toS(), US_PER_S));
        values.put("limit", (long) query.limit());
        return values;
    }

    /** The driver knows parameters by position only; the SQL names them for its readers. */
    private static String positional(Map<String, @Nullable Object> values, List<@Nullable Object> ordered) {
        Matcher matcher = PARAMETER.matcher(SQL);
        return matcher.replaceAll(match -> {
            Object value = values.get(match.group(1));
            ordered.add(value);
            return match.group(1).endsWith("_us") || match.group(1).equals("limit")
                    ? "CAST(? AS BIGINT)"
                    : "CAST(? AS VARCHAR)";
        });
    }

    private static String like(String user) {
        return user.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%');
    }

    private static List<@Nullable Object> brief(ResultSet row) throws SQLException {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(time(row));
        cells.add(row.getString("vcluster") == null ? "(host)" : row.getString("vcluster"));
        cells.add(row.getString("person"));
        cells.add(row.getString("verb"));
        String resource = row.getString("resource");
        String subresource = row.getString("subresource");
        // What is no resource, such as /healthz, is told by its path.
        cells.add(
                resource == null
                        ? row.getString("request_uri")
                        : subresource == null ? resource : resource + "/" + subresource);
        cells.add(row.getString("namespace"));
        cells.add(row.getString("name"));
        cells.add(code(row));
        return cells;
    }

    private static List<@Nullable Object> full(ResultSet row) throws SQLException {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(time(row));
        for (String column : List.of(
                "source",
                "vcluster",
                "vcluster_namespace",
                "person",
                "username",
                "verb",
                "api_group",
                "resource",
                "subresource",
                "namespace",
                "name")) {
            cells.add(row.getString(column));
        }
        cells.add(code(row));
        for (String column : List.of("stage", "source_ips", "user_agent", "request_uri", "audit_id")) {
            cells.add(row.getString(column));
        }
        return cells;
    }

    private static String time(ResultSet row) throws SQLException {
        return Instant.EPOCH.plus(row.getLong("stage_us"), ChronoUnit.MICROS).toString();
    }

    private static @Nullable Object code(ResultSet row) throws SQLException {
        int code = row.getInt("code");
        return row.wasNull() ? null : code;
    }
}
