package dev.sublet.reporter.page;

import dev.sublet.reporter.document.BudgetRow;
import dev.sublet.reporter.statement.Words;
import java.math.BigDecimal;
import java.util.List;

/** A document's budgets against what is paid, with what is expected where the period goes on. */
final class Budgets {
    private static final String INDENT = "\u2003";

    private final Pages pages;

    Budgets(Pages pages) {
        this.pages = pages;
    }

    List<Page.Budget> rows() {
        return pages.document().budgets().stream().map(this::row).toList();
    }

    private Page.Budget row(BudgetRow row) {
        String code = Words.costCenter(row.costCenter());
        BudgetRow.Forecast forecast = row.forecast();
        return new Page.Budget(
                INDENT.repeat(row.depth())
                        + Pages.clean(row.name().equals(row.costCenter()) ? code : row.name() + " (" + code + ")"),
                pages.shown(row.budgetNanos()) + (row.summed() ? " below" : ""),
                pages.shown(row.paid()),
                pages.percent(row.usedPercent()),
                forecast == null ? "" : pages.shown(forecast.nanos()),
                forecast == null ? "" : pages.shown(forecast.lowNanos()) + " to " + pages.shown(forecast.highNanos()),
                Pages.bar(row.usedPercent(), BigDecimal.valueOf(100)));
    }
}
