package dev.sublet.ledger.query;

import dev.sublet.ledger.DamagedException;
import dev.sublet.ledger.LedgerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One SELECT from outside, on a connection in a read-only transaction. Stateless but for the thread of its alarm. */
public final class Select {
    // A cancel that comes before the query runs is lost, so it is repeated.
    private static final long CANCEL_AGAIN_MILLIS = 100;

    private static final ScheduledExecutorService ALARMS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ledger-select-alarm");
        thread.setDaemon(true);
        return thread;
    });

    private static final Pattern SHOW_TABLES = Pattern.compile("\\s*SHOW\\s+TABLES[\\s;]*", Pattern.CASE_INSENSITIVE);

    private Select() {}

    /**
     * Runs the query.
     *
     * @throws LedgerException in one line for who asked: not one SELECT, an error in it, or too slow
     */
    public static QueryResult run(Connection connection, String asked, SelectLimits limits) throws SQLException {
        // Sealed tables have a view of their name beside them, which DuckDB would list as well.
        String sql =
                SHOW_TABLES.matcher(asked).matches() ? "SELECT DISTINCT name FROM (SHOW TABLES) ORDER BY name" : asked;
        Statements.refuseAllButOneSelect(connection, sql);
        // In a subquery of ours DuckDB itself stops after the rows that may be shown. It keeps the order.
        String bounded = "SELECT * FROM (\n" + withoutLastSemicolon(sql) + "\n) LIMIT " + (limits.maxRows() + 1L);
        Statements.refuseAllButOneSelect(connection, bounded);
        AtomicBoolean late = new AtomicBoolean();
        try (Statement statement = connection.createStatement()) {
            ScheduledFuture<?> alarm = ALARMS.scheduleWithFixedDelay(
                    () -> cancel(statement, late),
                    limits.timeout().toMillis(),
                    CANCEL_AGAIN_MILLIS,
                    TimeUnit.MILLISECONDS);
            try (ResultSet rows = statement.executeQuery(bounded)) {
                return read(rows, limits, late);
            } finally {
                alarm.cancel(false);
            }
        } catch (SQLException e) {
            if (late.get() || e instanceof SQLTimeoutException) {
                throw tooSlow(limits);
            }
            Optional<DamagedException> damaged = SealedDamage.of(e);
            if (damaged.isPresent()) {
                throw damaged.get();
            }
            throw new LedgerException("the query failed: " + firstLine(e), e);
        }
    }

    private static void cancel(Statement statement, AtomicBoolean late) {
        late.set(true);
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It ended by itself meanwhile.
            late.set(true);
        }
    }

    private static LedgerException tooSlow(SelectLimits limits) {
        return new LedgerException("the query took longer than "
                + limits.timeout().toMillis() + " ms and was cancelled; narrow it or raise query.timeout");
    }

    private static QueryResult read(ResultSet rows, SelectLimits limits, AtomicBoolean late) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int column = 1; column <= meta.getColumnCount(); column++) {
            columns.add(meta.getColumnName(column));
            types.add(meta.getColumnTypeName(column));
        }
        List<List<@Nullable Object>> kept = new ArrayList<>();
        long bytes = 0;
        boolean truncated = false;
        while (!truncated && rows.next()) {
            if (late.get()) {
                throw tooSlow(limits);
            }
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            for (int column = 1; column <= columns.size(); column++) {
                Object value = JsonValues.at(rows, column, types.get(column - 1));
                bytes += JsonValues.roughBytes(value);
                row.add(value);
            }
            truncated = kept.size() == limits.maxRows() || bytes > limits.maxBytes();
            if (!truncated) {
                kept.add(row);
            }
        }
        return new QueryResult(columns, types, kept, truncated);
    }

    private static String withoutLastSemicolon(String sql) {
        String text = sql.strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        return text;
    }

    private static String firstLine(SQLException failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end).strip();
    }
}
