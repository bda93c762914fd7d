package dev.sublet.reporter.figures;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.budget.BudgetReport;
import dev.sublet.reporter.budget.Budgets;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.close.FrozenPeriod;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.overhead.Overheads;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads figures. An open month that is over changes rarely (late data, edited terms) and is computed anew each hour of the ledger's time,
 * the current one each time. For one thread.
 */
public final class FiguresReader {
    private static final int PAST_MAX = 12;
    private static final long PREVIOUS_KEPT_S = 3600;

    private final LedgerReader reader;
    private final Supplier<TermsTexts> texts;
    private @Nullable Previous previous;

    private record Previous(FiscalPeriod period, TermsTexts texts, long atS, PeriodFigures figures) {}

    private record Current(Statement statement, List<OverheadLine> overheads) {}

    /** @param texts the daemon's files, asked anew each time, so that an edit counts */
    public FiguresReader(LedgerReader reader, Supplier<TermsTexts> texts) {
        this.reader = reader;
        this.texts = texts;
    }

    /**
     * The figures now; empty without a price book or a tick.
     *
     * @throws ReportException in one line when they cannot be computed, such as for a missing price
     */
    public Optional<Figures> read() {
        TermsTexts now = texts.get();
        Optional<BillingHours.Hour> known = reader.read(Allocation::wholeLedger);
        if (now.of(TermsFile.PRICES).isEmpty() || known.isEmpty()) {
            return Optional.empty();
        }
        ZoneId zone = reader.read(Allocation::billingZone);
        Terms terms = Terms.parse(now, zone);
        long asOfS = known.get().toS();
        Optional<FiscalPeriod> period = terms.calendar().at(asOfS - 1, zone);
        if (period.isEmpty()) {
            return Optional.empty();
        }
        Current current = reader.read(connection -> current(connection, period.get(), terms));
        Optional<FiscalPeriod> before = terms.calendar()
                .at(period.get().fromS() - 1, zone)
                .filter(each -> known.get().fromS() < each.toS());
        Optional<BudgetReport> budgets = budgets(terms, period.get());
        return Optional.of(new Figures(
                asOfS,
                current.statement().currency(),
                new PeriodFigures(
                        period.get().name(),
                        PeriodFigures.State.OPEN,
                        current.statement().lines()),
                before.map(each -> previous(each, terms, now, asOfS)),
                reader.read(connection -> past(connection, period.get().fromS(), terms, zone)),
                budgets.map(BudgetReport::lines).orElse(List.of()),
                budgets.map(BudgetReport::unusual).orElse(List.of()),
                current.overheads(),
                current.statement().coverage()));
    }

    private static Current current(Connection connection, FiscalPeriod period, Terms terms) throws SQLException {
        Statement statement = StatementComputation.on(connection, new Period(period.fromS(), period.toS()), terms);
        return new Current(statement, Overheads.of(connection, statement));
    }

    private PeriodFigures previous(FiscalPeriod period, Terms terms, TermsTexts now, long asOfS) {
        Period when = new Period(period.fromS(), period.toS());
        Optional<FrozenPeriod> frozen = reader.read(connection -> FrozenPeriod.find(connection, when));
        if (frozen.isPresent()) {
            return figures(period.name(), frozen.get());
        }
        Previous last = previous;
        if (last == null
                || !last.period().equals(period)
                || !last.texts().equals(now)
                || asOfS - last.atS() >= PREVIOUS_KEPT_S) {
            Statement statement = reader.read(connection -> StatementComputation.on(connection, when, terms));
            last = new Previous(
                    period, now, asOfS, new PeriodFigures(period.name(), PeriodFigures.State.OPEN, statement.lines()));
            previous = last;
        }
        return last.figures();
    }

    private static List<PeriodFigures> past(Connection connection, long beforeS, Terms terms, ZoneId zone)
            throws SQLException {
        List<PeriodFigures> past = new ArrayList<>();
        long atS = beforeS - 1;
        for (int i = 0; i < PAST_MAX; i++) {
            Optional<FiscalPeriod> period = terms.calendar().at(atS, zone);
            if (period.isEmpty()) {
                break;
            }
            FiscalPeriod each = period.get();
            FrozenPeriod.find(connection, new Period(each.fromS(), each.toS()))
                    .ifPresent(frozen -> past.add(figures(each.name(), frozen)));
            atS = each.fromS() - 1;
        }
        return past;
    }

    private static PeriodFigures figures(String name, FrozenPeriod frozen) {
        return new PeriodFigures(
                name, frozen.closed() ? PeriodFigures.State.CLOSED : PeriodFigures.State.PROVISIONAL, frozen.lines());
    }

    /** Before the first whole day nothing can be said of a budget. */
    private Optional<BudgetReport> budgets(Terms terms, FiscalPeriod period) {
        try {
            return Optional.of(Budgets.of(reader, terms, period.name(), true));
        } catch (ReportException e) {
            return Optional.empty();
        }
    }
}
