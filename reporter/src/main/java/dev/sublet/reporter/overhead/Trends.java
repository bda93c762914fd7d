package dev.sublet.reporter.overhead;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the periods before one. Stateless. */
public final class Trends {
    /** Each may have to be made anew. */
    public static final int PERIODS_MAX = 36;

    private Trends() {}

    /**
     * The periods right before, the latest first: as they were closed, else made anew with today's terms, else as they were last
     * reported. They are the calendar's where the period is one of its own, else of the same length.
     */
    public static List<Trend> before(LedgerReader reader, Period period, Terms terms, int periods) {
        ZoneId zone = reader.read(Allocation::billingZone);
        List<Trend> trends = new ArrayList<>();
        Period next = period;
        for (int i = 0; i < periods; i++) {
            Optional<Named> before = before(next, terms.calendar(), zone);
            if (before.isEmpty()) {
                return List.copyOf(trends);
            }
            next = before.get().period();
            trends.add(trend(reader, before.get(), terms));
        }
        return List.copyOf(trends);
    }

    private record Named(Period period, String name) {}

    private static Optional<Named> before(Period period, FiscalCalendar calendar, ZoneId zone) {
        boolean named = calendar.at(period.fromS(), zone)
                .filter(own -> own.fromS() == period.fromS() && own.toS() == period.toS())
                .isPresent();
        if (named) {
            Optional<FiscalPeriod> before = calendar.at(period.fromS() - 1, zone);
            return before.map(found -> new Named(new Period(found.fromS(), found.toS()), found.name()));
        }
        Period before = new Period(2 * period.fromS() - period.toS(), period.fromS());
        return Optional.of(new Named(before, before.toString()));
    }

    private static Trend trend(LedgerReader reader, Named named, Terms terms) {
        Period period = named.period();
        List<StatementLine> closed = reader.read(connection -> kept(connection, period, "close-lines.sql"));
        if (!closed.isEmpty()) {
            return new Trend(period, named.name(), "closed", sums(closed), null);
        }
        try {
            List<StatementLine> fresh = reader.read(connection ->
                    StatementComputation.on(connection, period, terms).lines());
            return new Trend(period, named.name(), "ledger", sums(fresh), null);
        } catch (ReportException e) {
            List<StatementLine> stored = reader.read(connection -> kept(connection, period, "statement-lines.sql"));
            return stored.isEmpty()
                    ? new Trend(period, named.name(), "ledger", Map.of(), e.getMessage())
                    : new Trend(period, named.name(), "stored", sums(stored), null);
        }
    }

    private static Map<List<String>, Trend.Sum> sums(List<StatementLine> lines) {
        Map<List<String>, Trend.Sum> sums = new HashMap<>();
        for (OverheadLine line : Overheads.of(lines, Map.of())) {
            sums.put(
                    List.of(line.cluster(), line.vclusterUid()),
                    new Trend.Sum(line.overheadNanos(), line.totalNanos()));
        }
        return sums;
    }

    private static List<StatementLine> kept(Connection connection, Period period, String file) throws SQLException {
        String sql = SqlFile.read(Trends.class, file)
                .replace(":columns", StatementLine.COLUMNS)
                .replace(":from_s", Long.toString(period.fromS()))
                .replace(":to_s", Long.toString(period.toS()));
        List<StatementLine> lines = new ArrayList<>();
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            while (row.next()) {
                lines.add(StatementLine.read(row));
            }
        }
        return lines;
    }
}
