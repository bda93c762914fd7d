package dev.sublet.reporter.question;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.budget.BudgetLine;
import dev.sublet.reporter.budget.BudgetReport;
import dev.sublet.reporter.budget.Budgets;
import dev.sublet.reporter.budget.CostEvent;
import dev.sublet.reporter.budget.CostEvents;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Budgets, and the events that follow from them. */
final class BudgetAnswer {
    private BudgetAnswer() {}

    static Answer of(LedgerReader reader, BudgetQuestion question, Terms terms) {
        BudgetReport all = Budgets.of(reader, terms, question.period(), question.byVcluster());
        BudgetReport report = only(all, question.costCenter());
        String text = switch (question.format()) {
            case TABLE -> BudgetText.write(report);
            case CSV -> csv(report);
            case JSON -> BudgetJson.write(report);
        };
        String crossed = report.lines().stream()
                .filter(line -> !line.crossings().isEmpty())
                .map(line -> line.costCenter() + " "
                        + line.crossings().stream().map(Object::toString).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(", "));
        if (question.check() && !crossed.isEmpty()) {
            return new Answer(text, "budgets of " + report.period().name() + ": " + crossed, 1, null);
        }
        return Answer.of(text);
    }

    /** The lines of a cost center and of those below it. */
    private static BudgetReport only(BudgetReport report, @Nullable String costCenter) {
        if (costCenter == null) {
            return report;
        }
        List<BudgetLine> lines = new ArrayList<>();
        int depth = -1;
        for (BudgetLine line : report.lines()) {
            if (line.costCenter().equals(costCenter)) {
                depth = line.depth();
                lines.add(line);
            } else if (depth >= 0 && line.depth() > depth) {
                lines.add(line);
            } else {
                depth = -1;
            }
        }
        if (lines.isEmpty()) {
            throw new ReportException(
                    "cost center " + costCenter + " has neither cost nor a budget in "
                            + report.period().name() + "; sublet budget lists those that have",
                    2);
        }
        Set<String> kept = lines.stream().map(BudgetLine::costCenter).collect(Collectors.toSet());
        return new BudgetReport(
                report.period(),
                report.currency(),
                report.until(),
                report.open(),
                lines,
                report.unusual().stream()
                        .filter(day -> kept.contains(day.costCenter()))
                        .toList(),
                report.priceChanges().stream()
                        .filter(change -> kept.contains(change.costCenter()))
                        .toList(),
                report.notes());
    }

    private static String csv(BudgetReport report) {
        Table table = Table.of(
                Column.text("period", "period"),
                Column.text("costCenter", "cost center"),
                Column.text("name", "name"),
                Column.text("vcluster", "vcluster"),
                Column.text("currency", "currency"),
                Column.number("budget", "budget"),
                Column.number("actual", "actual"),
                Column.text("until", "until"),
                Column.number("forecast", "forecast"),
                Column.number("low", "low"),
                Column.number("high", "high"),
                Column.number("usedPercent", "used %"),
                Column.text("reached", "reached"),
                Column.text("crossed", "crossed"));
        for (BudgetLine line : report.lines()) {
            table.row(
                    report.period().name(),
                    line.costCenter(),
                    line.name(),
                    line.vcluster(),
                    report.currency(),
                    line.budgetNanos() == null ? null : Words.amount(line.budgetNanos()),
                    Words.amount(line.actualNanos()),
                    report.until().toString(),
                    Words.amount(line.forecastNanos()),
                    Words.amount(line.lowNanos()),
                    Words.amount(line.highNanos()),
                    BudgetText.percent(line),
                    line.reached() == null ? null : line.reached().toString(),
                    BudgetText.crossings(line));
        }
        return table.write(Format.CSV);
    }

    static Answer events(LedgerReader reader, CostEventsQuestion question) {
        Table table = Table.of(
                Column.text("firstSeen", "first seen"),
                Column.text("kind", "kind"),
                Column.text("costCenter", "cost center"),
                Column.text("vcluster", "vcluster"),
                Column.text("period", "period"),
                Column.number("thresholdPercent", "threshold %"),
                Column.number("against", "against"),
                Column.number("amount", "amount"),
                Column.text("currency", "currency"),
                Column.text("detail", "detail"));
        for (CostEvent event : CostEvents.since(reader, question.sinceS(), CostEvents.EVENTS_MAX)) {
            table.row(
                    Words.time(event.firstSeenS()),
                    event.kind().label(),
                    event.costCenter(),
                    event.vcluster(),
                    event.period(),
                    event.thresholdPercent(),
                    question.format() == Format.TABLE
                            ? BudgetText.shown(event.againstNanos())
                            : Words.amount(event.againstNanos()),
                    question.format() == Format.TABLE
                            ? BudgetText.shown(event.amountNanos())
                            : Words.amount(event.amountNanos()),
                    event.currency(),
                    event.detail());
        }
        if (table.isEmpty() && question.format() == Format.TABLE) {
            return Answer.of("no cost events; sublet run records them each day\n");
        }
        return Answer.of(table.write(question.format()));
    }
}
