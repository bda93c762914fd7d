package dev.sublet.reporter.question;

import dev.sublet.reporter.budget.BudgetLine;
import dev.sublet.reporter.budget.BudgetReport;
import dev.sublet.reporter.budget.CostEvents;
import dev.sublet.reporter.budget.PriceChange;
import dev.sublet.reporter.budget.UnusualDay;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Budgets for people. */
final class BudgetText {
    private static final int DIGITS = 2;

    private BudgetText() {}

    static String write(BudgetReport report) {
        StringBuilder text = new StringBuilder("Period " + report.period().name() + " in " + report.currency()
                + ", paid up to and with " + report.until()
                + (report.open()
                        ? "; the forecast's range holds in four cases of five\n\n"
                        : "; the period is over\n\n"));
        text.append(lines(report).write(Format.TABLE));
        if (!report.unusual().isEmpty()) {
            text.append("\nUnusual days, by the same weekday and the level of the week before\n\n");
            Table days = Table.of(
                    Column.text("day", "day"),
                    Column.text("costCenter", "cost center"),
                    Column.text("vcluster", "vcluster"),
                    Column.number("expected", "expected"),
                    Column.number("actual", "actual"),
                    Column.number("difference", "difference"),
                    Column.text("most", "most of it"));
            for (UnusualDay day : report.unusual()) {
                days.row(
                        day.day().toString(),
                        Words.costCenter(day.costCenter()),
                        day.vcluster(),
                        shown(day.expectedNanos()),
                        shown(day.actualNanos()),
                        shown(day.differenceNanos()),
                        CostEvents.contributors(day));
            }
            text.append(days.write(Format.TABLE));
        }
        if (!report.priceChanges().isEmpty()) {
            text.append("\nChanges of prices: the usage of their first day before and after\n\n");
            Table changes = Table.of(
                    Column.text("day", "day"),
                    Column.text("costCenter", "cost center"),
                    Column.number("before", "before"),
                    Column.number("after", "after"));
            for (PriceChange change : report.priceChanges()) {
                changes.row(
                        change.day().toString(),
                        Words.costCenter(change.costCenter()),
                        shown(change.beforeNanos()),
                        shown(change.afterNanos()));
            }
            text.append(changes.write(Format.TABLE));
        }
        if (!report.notes().isEmpty()) {
            text.append('\n');
        }
        report.notes()
                .forEach(note ->
                        text.append("note: ").append(Table.printable(note)).append('\n'));
        return text.toString();
    }

    private static Table lines(BudgetReport report) {
        boolean vclusters = report.lines().stream().anyMatch(line -> line.vcluster() != null);
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("costCenter", "cost center"),
                Column.number("budget", "budget"),
                Column.number("actual", "paid"),
                Column.number("used", "used %"),
                Column.number("forecast", "forecast"),
                Column.text("range", "range"),
                Column.text("reached", "reached"),
                Column.text("crossed", "crossed")));
        if (vclusters) {
            columns.add(1, Column.text("vcluster", "vcluster"));
        }
        Table table = new Table(columns);
        for (BudgetLine line : report.lines()) {
            List<@Nullable Object> row = new ArrayList<>(Arrays.asList(
                    line.vcluster() != null ? "" : "  ".repeat(line.depth()) + title(line),
                    line.budgetNanos() == null ? "" : shown(line.budgetNanos()) + (line.summed() ? " below" : ""),
                    line.actual(),
                    percent(line),
                    report.open() ? shown(line.forecastNanos()) : line.actual(),
                    report.open() ? shown(line.lowNanos()) + " to " + shown(line.highNanos()) : "",
                    line.reached() == null ? "" : line.reached().toString(),
                    crossings(line)));
            if (vclusters) {
                row.add(1, line.vcluster());
            }
            table.row(row);
        }
        return table;
    }

    private static String title(BudgetLine line) {
        String id = Words.costCenter(line.costCenter());
        return line.name().equals(line.costCenter()) ? id : id + " " + line.name();
    }

    static @Nullable BigDecimal percent(BudgetLine line) {
        BigInteger perMille = line.usedPerMille();
        return perMille == null ? null : new BigDecimal(perMille, 1);
    }

    static String crossings(BudgetLine line) {
        return line.crossings().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    static String shown(BigInteger nanos) {
        return Words.amount(nanos).setScale(DIGITS, RoundingMode.HALF_UP).toPlainString();
    }
}
