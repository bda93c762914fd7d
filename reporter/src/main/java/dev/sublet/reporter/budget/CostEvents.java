package dev.sublet.reporter.budget;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.statement.Words;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cost events in the ledger's books: the same crossing of a threshold is kept once per period, the same unusual day once. What is older
 * than {@link #KEPT}, and what is beyond the newest {@link #EVENTS_MAX}, is dropped. Stateless; safe for any thread.
 */
public final class CostEvents {
    /** How long an event is kept. */
    public static final Duration KEPT = Duration.ofDays(400);

    /** How many are kept. */
    public static final int EVENTS_MAX = 10_000;

    private CostEvents() {}

    /**
     * The events that were first seen at {@code sinceS} or later, the oldest first.
     *
     * @param limit at most so many
     */
    public static List<CostEvent> since(LedgerReader reader, long sinceS, int limit) {
        return reader.read(connection -> {
            List<CostEvent> events = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT * FROM cost_event WHERE first_seen_s >= ? ORDER BY first_seen_s, event_key LIMIT ?")) {
                select.setLong(1, sinceS);
                select.setLong(2, limit);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        events.add(event(row));
                    }
                }
            }
            return List.copyOf(events);
        });
    }

    /** Keeps what a report says and is not kept yet; returns the new ones. */
    public static List<CostEvent> record(
            LedgerReader reader, LedgerWriter writer, BudgetReport report, ZoneId zone, long nowS) {
        List<CostEvent> all = of(report, zone, nowS);
        List<CostEvent> fresh = reader.read(connection -> unknown(connection, all));
        boolean outdated = reader.read(connection -> outdated(connection, nowS));
        if (!fresh.isEmpty() || outdated) {
            writer.write(connection -> {
                insert(connection, unknown(connection, fresh));
                drop(connection, nowS);
                return fresh;
            });
        }
        return fresh;
    }

    /** What a report gives rise to. */
    static List<CostEvent> of(BudgetReport report, ZoneId zone, long nowS) {
        List<CostEvent> events = new ArrayList<>();
        for (BudgetLine line : report.lines()) {
            BigInteger budget = line.budgetNanos();
            if (budget != null) {
                line.crossings().forEach(crossing -> events.add(crossed(report, line, crossing, budget, nowS)));
            }
        }
        report.unusual().forEach(day -> events.add(unusual(report, day, zone, nowS)));
        return events;
    }

    private static CostEvent crossed(
            BudgetReport report, BudgetLine line, BudgetLine.Crossing crossing, BigInteger budget, long nowS) {
        CostEvent.Kind kind =
                crossing.forecast() ? CostEvent.Kind.FORECAST_OVER_BUDGET : CostEvent.Kind.BUDGET_THRESHOLD;
        BigInteger amount = crossing.forecast() ? line.forecastNanos() : line.actualNanos();
        return new CostEvent(
                kind.label() + "/" + report.period().fromS() + "/" + line.costCenter() + "/" + crossing.percent(),
                kind,
                line.costCenter(),
                null,
                report.period().name(),
                report.period().fromS(),
                report.period().toS(),
                crossing.percent(),
                report.currency(),
                budget,
                amount,
                line.name() + (crossing.forecast() ? " is expected to come to " : " has paid ") + money(amount)
                        + " of its budget of " + money(budget) + " " + report.currency(),
                nowS);
    }

    private static CostEvent unusual(BudgetReport report, UnusualDay day, ZoneId zone, long nowS) {
        LocalDate date = day.day();
        long fromS = date.atStartOfDay(zone).toEpochSecond();
        String vcluster = day.vcluster();
        return new CostEvent(
                CostEvent.Kind.UNUSUAL_DAY.label() + "/" + fromS + "/" + day.costCenter() + "/"
                        + (vcluster == null ? "" : vcluster),
                CostEvent.Kind.UNUSUAL_DAY,
                day.costCenter(),
                vcluster,
                date.toString(),
                fromS,
                date.plusDays(1).atStartOfDay(zone).toEpochSecond(),
                null,
                report.currency(),
                day.expectedNanos(),
                day.actualNanos(),
                contributors(day),
                nowS);
    }

    /** What made the day unusual, in words. */
    public static String contributors(UnusualDay day) {
        return day.contributors().stream()
                .map(each -> (each.vcluster() == null ? "no vcluster" : each.vcluster()) + " " + each.podClass() + " "
                        + each.resource() + " " + (each.differenceNanos().signum() > 0 ? "+" : "")
                        + money(each.differenceNanos()))
                .collect(Collectors.joining(", "));
    }

    private static String money(BigInteger nanos) {
        BigDecimal amount = Words.amount(nanos);
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static List<CostEvent> unknown(Connection connection, List<CostEvent> events) throws SQLException {
        List<CostEvent> unknown = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT count(*) FROM cost_event WHERE event_key = ?")) {
            for (CostEvent event : events) {
                select.setString(1, event.key());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (row.getLong(1) == 0) {
                        unknown.add(event);
                    }
                }
            }
        }
        return unknown;
    }

    private static void insert(Connection connection, List<CostEvent> events) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO cost_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (CostEvent event : events) {
                insert.setString(1, event.key());
                insert.setString(2, event.kind().label());
                insert.setString(3, event.costCenter());
                insert.setString(4, event.vcluster());
                insert.setString(5, event.period());
                insert.setLong(6, event.fromS());
                insert.setLong(7, event.toS());
                insert.setObject(8, event.thresholdPercent());
                insert.setString(9, event.currency());
                insert.setBigDecimal(10, new BigDecimal(event.againstNanos()));
                insert.setBigDecimal(11, new BigDecimal(event.amountNanos()));
                insert.setString(12, event.detail());
                insert.setLong(13, event.firstSeenS());
                insert.execute();
            }
        }
    }

    private static boolean outdated(Connection connection, long nowS) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*), coalesce(min(first_seen_s), " + nowS + ") FROM cost_event")) {
            row.next();
            return row.getLong(1) > EVENTS_MAX || row.getLong(2) < nowS - KEPT.toSeconds();
        }
    }

    private static void drop(Connection connection, long nowS) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM cost_event WHERE first_seen_s < " + (nowS - KEPT.toSeconds()));
            statement.execute("DELETE FROM cost_event WHERE event_key NOT IN (SELECT event_key FROM cost_event"
                    + " ORDER BY first_seen_s DESC, event_key LIMIT " + EVENTS_MAX + ")");
        }
    }

    private static CostEvent event(ResultSet row) throws SQLException {
        int threshold = row.getInt("threshold");
        @Nullable Integer percent = row.wasNull() ? null : threshold;
        return new CostEvent(
                row.getString("event_key"),
                CostEvent.Kind.of(row.getString("kind")),
                row.getString("cost_center"),
                row.getString("vcluster"),
                row.getString("period"),
                row.getLong("from_s"),
                row.getLong("to_s"),
                percent,
                row.getString("currency"),
                row.getBigDecimal("against_nanos").toBigIntegerExact(),
                row.getBigDecimal("amount_nanos").toBigIntegerExact(),
                row.getString("detail"),
                row.getLong("first_seen_s"));
    }
}
