package dev.sublet.reporter.budget;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.document.BudgetRow;
import dev.sublet.reporter.statement.CostCenterTotal;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Budgets as a statement shows them: against what its lines say, whole days or not. Stateless. */
public final class BudgetRows {
    private BudgetRows() {}

    /**
     * Of a statement whose period is one of the calendar's; of any other there is no budget.
     *
     * @param of one cost center and those below it; null for all
     * @param forecast what the period is expected to come to, or null where it is over or nobody wants to know
     */
    public static List<BudgetRow> of(
            Statement statement, Terms terms, ZoneId zone, @Nullable String of, @Nullable BudgetReport forecast) {
        Optional<FiscalPeriod> period = period(statement, terms, zone);
        if (period.isEmpty() || terms.costCenters().budgets().isEmpty()) {
            return List.of();
        }
        long atS = period.get().toS() - 1;
        BudgetAmounts amounts = new BudgetAmounts(terms.costCenters(), period.get(), atS);
        Map<String, BudgetLine> expected = forecast == null
                ? Map.of()
                : forecast.lines().stream()
                        .filter(line -> line.vcluster() == null)
                        .collect(Collectors.toMap(BudgetLine::costCenter, Function.identity()));
        List<BudgetRow> rows = new ArrayList<>();
        for (BudgetAmounts.Ranked ranked : amounts.ranked(
                statement.totals().stream().map(CostCenterTotal::costCenter).toList())) {
            String id = ranked.costCenter();
            BigInteger own = amounts.own(id);
            BigInteger budget = own == null ? amounts.summed(id) : own;
            if (budget != null && (of == null || amounts.isBelow(id, of))) {
                rows.add(new BudgetRow(
                        id,
                        terms.costCenters().name(id, atS),
                        ranked.depth(),
                        budget,
                        own == null,
                        paid(statement, amounts, id),
                        statement.totals().stream()
                                .filter(total -> amounts.isBelow(total.costCenter(), id))
                                .map(CostCenterTotal::amountNanos)
                                .reduce(BigInteger.ZERO, BigInteger::add),
                        forecast(expected.get(id))));
            }
        }
        return rows;
    }

    /** What a period that goes on is expected to come to; empty where it is over, is none of the calendar's, has no budgets or cannot be told yet. */
    public static Optional<BudgetReport> forecast(LedgerReader reader, Statement statement, Terms terms, ZoneId zone) {
        boolean goesOn = statement.clusters().stream()
                .allMatch(cluster -> cluster.toS() < statement.period().toS());
        Optional<FiscalPeriod> period = period(statement, terms, zone);
        if (!goesOn || period.isEmpty() || terms.costCenters().budgets().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Budgets.of(reader, terms, period.get().name(), false))
                    .filter(BudgetReport::open);
        } catch (ReportException e) {
            // No whole day of it is over yet: the page is made without.
            return Optional.empty();
        }
    }

    private static Optional<FiscalPeriod> period(Statement statement, Terms terms, ZoneId zone) {
        return terms.calendar()
                .at(statement.period().fromS(), zone)
                .filter(period -> period.fromS() == statement.period().fromS()
                        && period.toS() == statement.period().toS());
    }

    private static BigDecimal paid(Statement statement, BudgetAmounts amounts, String above) {
        return statement.rounded().groups().entrySet().stream()
                .filter(group -> amounts.isBelow(group.getKey(), above))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO.setScale(statement.rounded().digits()), BigDecimal::add);
    }

    private static BudgetRow.@Nullable Forecast forecast(@Nullable BudgetLine line) {
        return line == null ? null : new BudgetRow.Forecast(line.forecastNanos(), line.lowNanos(), line.highNanos());
    }
}
