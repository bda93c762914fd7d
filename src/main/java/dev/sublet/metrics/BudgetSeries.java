package dev.sublet.metrics;

import dev.sublet.reporter.budget.BudgetLine;
import dev.sublet.reporter.budget.UnusualDay;
import dev.sublet.reporter.figures.Figures;
import java.math.BigInteger;
import java.util.function.BiConsumer;

/** Budgets, forecasts and unusual days as samples. Stateless. */
final class BudgetSeries {
    /** One in a gauge, whose samples are sums of 10⁻⁹. */
    private static final BigInteger ONE = BigInteger.valueOf(1_000_000_000);

    private BudgetSeries() {}

    static void fill(Figures figures, BiConsumer<String, BiConsumer<Series, VclusterLabels>> fill) {
        fill.accept("sublet_cost_forecast", (series, names) -> forecasts(series, figures));
        fill.accept("sublet_vcluster_cost_forecast", (series, names) -> vclusters(series, names, figures));
        fill.accept("sublet_budget", (series, names) -> budgets(series, figures));
        fill.accept("sublet_budget_used", (series, names) -> used(series, figures));
        fill.accept("sublet_budget_threshold_crossed", (series, names) -> crossings(series, figures));
        fill.accept("sublet_unusual_days", (series, names) -> unusual(series, figures));
    }

    private static void forecasts(Series series, Figures figures) {
        for (BudgetLine line : figures.budgets()) {
            if (line.vcluster() == null) {
                String depth = Integer.toString(line.depth());
                series.add(line.forecastNanos(), line.costCenter(), depth, "expected", figures.currency());
                series.add(line.lowNanos(), line.costCenter(), depth, "low", figures.currency());
                series.add(line.highNanos(), line.costCenter(), depth, "high", figures.currency());
            }
        }
    }

    private static void vclusters(Series series, VclusterLabels names, Figures figures) {
        for (BudgetLine line : figures.budgets()) {
            String vcluster = line.vcluster();
            if (vcluster != null) {
                String[] labels = names.of(vcluster);
                series.add(line.forecastNanos(), line.costCenter(), labels[0], labels[1], figures.currency());
            }
        }
    }

    private static void budgets(Series series, Figures figures) {
        for (BudgetLine line : figures.budgets()) {
            BigInteger budget = line.budgetNanos();
            if (line.vcluster() == null && budget != null) {
                series.add(budget, line.costCenter(), Integer.toString(line.depth()), figures.currency());
            }
        }
    }

    private static void used(Series series, Figures figures) {
        for (BudgetLine line : figures.budgets()) {
            if (line.vcluster() == null && line.budgetNanos() != null) {
                series.add(line.actualNanos(), line.costCenter(), Integer.toString(line.depth()), figures.currency());
            }
        }
    }

    private static void crossings(Series series, Figures figures) {
        for (BudgetLine line : figures.budgets()) {
            line.crossings()
                    .forEach(crossing -> series.add(
                            ONE,
                            line.costCenter(),
                            Integer.toString(crossing.percent()),
                            crossing.forecast() ? "forecast" : "actual"));
        }
    }

    /** Nought for those without one, so that the first can be seen to come. */
    private static void unusual(Series series, Figures figures) {
        for (BudgetLine line : figures.budgets()) {
            if (line.vcluster() == null) {
                series.add(BigInteger.ZERO, line.costCenter());
            }
        }
        for (UnusualDay day : figures.unusual()) {
            if (day.vcluster() == null) {
                series.add(ONE, day.costCenter());
            }
        }
    }
}
