package dev.sublet.reporter.close;

import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Digests of the ledger's rows that a period's statement rests on, by table and UTC day. Spans are cut to the period, and hours summed by
 * span, so that what happens to the rows later, an end that comes, a seal, a compaction, changes nothing. Stateless.
 */
final class FrozenRows {
    /** Each is the name of a file that selects the rows: {@code rows-<table>.sql}. */
    static final List<String> TABLES = List.of(
            "cluster",
            "node_span",
            "pod_span",
            "volume_span",
            "service_span",
            "vcluster_span",
            "owner_span",
            "usage_hour",
            "unseen_usage",
            "bill",
            "bill_row",
            "booking");

    private static final long DAY_S = 86_400;
    /** Rows of hours whose digests are in memory together, 64 bytes each; a day of 5 000 pods is as many. */
    private static final long ROWS_MAX = 120_000;

    private FrozenRows() {}

    /** The digest of one table's rows of one UTC day. */
    record TableDay(String table, long dayS, long rows, String digest) {}

    /** Of a close that is kept, at least as a prepared one: it says which bills it rests on. */
    static List<TableDay> of(Connection connection, PeriodClose close) throws SQLException {
        return of(connection, close, TABLES);
    }

    static List<TableDay> of(Connection connection, PeriodClose close, List<String> tables) throws SQLException {
        return of(connection, close, tables, ROWS_MAX);
    }

    /** Likewise with at most so many hours' rows in one part, or those of one day. */
    static List<TableDay> of(Connection connection, PeriodClose close, List<String> tables, long rowsMax)
            throws SQLException {
        Period period = close.period();
        Allocation.nameHours(connection, period.fromS(), period.toS());
        List<TableDay> days = new ArrayList<>();
        for (String table : tables) {
            if (table.equals("usage_hour")) {
                for (Period part : parts(connection, period, rowsMax)) {
                    add(connection, select(table, close, part), table, days);
                }
            } else {
                add(connection, select(table, close), table, days);
            }
        }
        return List.copyOf(days);
    }

    /** The period cut at midnights of UTC into parts of a bounded number of hours' rows, or of one day; days without rows may lack. */
    private static List<Period> parts(Connection connection, Period period, long rowsMax) throws SQLException {
        List<Period> parts = new ArrayList<>();
        String sql = SqlFile.read(FrozenRows.class, "hours-by-day.sql")
                .replace("${from_s}", Long.toString(period.fromS()))
                .replace("${to_s}", Long.toString(period.toS()));
        try (Statement statement = connection.createStatement();
                ResultSet day = statement.executeQuery(sql)) {
            long rows = 0;
            while (day.next()) {
                long fromS = Math.max(day.getLong("day_s"), period.fromS());
                long toS = Math.min(day.getLong("day_s") + DAY_S, period.toS());
                rows += day.getLong("row_count");
                if (parts.isEmpty() || rows > rowsMax) {
                    parts.add(new Period(fromS, toS));
                    rows = day.getLong("row_count");
                } else {
                    int last = parts.size() - 1;
                    parts.set(last, new Period(parts.get(last).fromS(), toS));
                }
            }
        }
        return parts;
    }

    /** The SELECT of a table's rows in a period. */
    static String select(String table, PeriodClose close) {
        return select(table, close, close.period());
    }

    private static String select(String table, PeriodClose close, Period period) {
        String bills = " JOIN close_bill c ON c.bill_id = x.bill_id AND c.close_id = " + close.id();
        String rows = " FROM bill_row x" + bills + " WHERE x.class = 'usage' AND x.resource_key IS NOT NULL)";
        return SqlFile.read(FrozenRows.class, "rows-" + table + ".sql")
                .replace(
                        "${wide_from_s}",
                        "least(" + monthOf(close) + ", (SELECT min(x.from_s) FROM bill x" + bills
                                + "), (SELECT min(x.from_s)" + rows + ")")
                .replace("${wide_to_s}", "greatest(" + close.period().toS() + ", (SELECT max(x.to_s)" + rows + ")")
                .replace("${close_id}", Long.toString(close.id()))
                .replace("${from_s}", Long.toString(period.fromS()))
                .replace("${to_s}", Long.toString(period.toS()));
    }

    /** The first second of the month of the close's zone in which its period begins. */
    private static long monthOf(PeriodClose close) {
        return Instant.ofEpochSecond(close.period().fromS())
                .atZone(close.zone())
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(close.zone())
                .toEpochSecond();
    }

    private static void add(Connection connection, String rows, String table, List<TableDay> days) throws SQLException {
        String sql = SqlFile.read(FrozenRows.class, "row-digest.sql").replace("${rows}", rows);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                days.add(new TableDay(table, row.getLong(1), row.getLong(2), row.getString(3)));
            }
        }
    }

    static String digest(List<TableDay> days) {
        return Sha256.of(days.stream()
                .map(day -> day.table() + " " + day.dayS() + " " + day.rows() + " " + day.digest())
                .toList());
    }
}
