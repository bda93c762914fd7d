package dev.sublet.metrics;

import dev.sublet.reporter.figures.Figures;
import dev.sublet.reporter.figures.PeriodFigures;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.statement.StatementLine;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Money as gauges, for display only: a counter could not fall when a price is put right, and a sample is no exact number. All gauges of a
 * scrape are of the same figures. Thread-safe.
 */
public final class CostMetrics {
    private static final String[] BY_VCLUSTER = {"cost_center", "vcluster_namespace", "vcluster", "class", "currency"};
    private static final String[] BY_RESOURCE = {"cost_center", "resource", "currency"};

    private final PrometheusRegistry registry;
    private final Supplier<FiguresWatch.State> state;
    /** What was made of which figures. */
    private volatile Made made = new Made(Optional.empty(), Map.of());

    private record Made(Optional<Figures> of, Map<String, List<Series.Sample>> samples) {}

    private CostMetrics(PrometheusRegistry registry, Supplier<FiguresWatch.State> state) {
        this.registry = registry;
        this.state = state;
    }

    /** Shows what a watch last saw. */
    public static void register(PrometheusRegistry registry, Supplier<FiguresWatch.State> state) {
        new CostMetrics(registry, state).all();
    }

    private void all() {
        money("sublet_cost_month_to_date", "Cost of the current period so far", BY_VCLUSTER);
        money("sublet_cost_month_to_date_by_resource", "Likewise, by resource", BY_RESOURCE);
        money("sublet_cost_previous_month", "Cost of the period before the current one", BY_VCLUSTER);
        money("sublet_cost_previous_month_by_resource", "Likewise, by resource", BY_RESOURCE);
        money(
                "sublet_cost_period",
                "Cost of the current period, the one before and closed ones, a year of them",
                "cost_center",
                "period",
                "state",
                "currency");
        money(
                "sublet_cost_forecast",
                "What the current period is expected to come to, those below included",
                "cost_center",
                "depth",
                "bound",
                "currency");
        money(
                "sublet_vcluster_cost_forecast",
                "What the current period is expected to come to",
                "cost_center",
                "vcluster_namespace",
                "vcluster",
                "currency");
        money("sublet_budget", "Budget of the current period", "cost_center", "depth", "currency");
        money(
                "sublet_budget_used",
                "Paid of the budget on days that are over, those below included",
                "cost_center",
                "depth",
                "currency");
        plain(
                "sublet_budget_threshold_crossed",
                "1 for each threshold of a budget that is crossed",
                "cost_center",
                "percent",
                "basis");
        plain(
                "sublet_unusual_days",
                "Days of the current period that cost otherwise than their weekday lets expect",
                "cost_center");
        money(
                "sublet_overhead_cost_month_to_date",
                "What a vcluster costs before it runs anything",
                "vcluster_namespace",
                "vcluster",
                "class",
                "currency");
        plain("sublet_overhead_ratio", "Overhead in all that a vcluster costs", "vcluster_namespace", "vcluster");
        plain("sublet_coverage_ratio", "How well the seconds of pods in the current period are known", "coverage");
        health();
    }

    private void money(String name, String help, String... labels) {
        plain(name, help, labels);
    }

    private void plain(String name, String help, String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> samples()
                        .getOrDefault(name, List.of())
                        .forEach(sample ->
                                callback.call(sample.value(), sample.labels().toArray(String[]::new))))
                .register(registry);
    }

    private void health() {
        gauge(
                "sublet_figures_timestamp_seconds",
                "Last tick that is in the amounts, 0 without any",
                now -> now.figures().map(figures -> (double) figures.asOfS()).orElse(0.0));
        gauge("sublet_figures_duration_seconds", "How long computing the amounts took", now -> now.lookNanos() / 1e9);
        gauge(
                "sublet_figures_failing",
                "1 while the amounts cannot be computed; the log says why",
                now -> now.failure().isEmpty() ? 0 : 1);
        CounterWithCallback.builder()
                .name("sublet_figures_failures_total")
                .help("Times that the amounts could not be computed")
                .callback(callback -> callback.call((double) state.get().failures()))
                .register(registry);
    }

    private void gauge(String name, String help, java.util.function.ToDoubleFunction<FiguresWatch.State> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(state.get())))
                .register(registry);
    }

    private Map<String, List<Series.Sample>> samples() {
        Optional<Figures> now = state.get().figures();
        Made last = made;
        if (!last.of().equals(now)) {
            last = new Made(now, now.map(CostMetrics::samples).orElse(Map.of()));
            made = last;
        }
        return last.samples();
    }

    static Map<String, List<Series.Sample>> samples(Figures figures) {
        Map<String, Series> all = new LinkedHashMap<>();
        BiConsumer<String, BiConsumer<Series, VclusterLabels>> fill =
                (name, with) -> with.accept(all.computeIfAbsent(name, key -> new Series()), new VclusterLabels());
        String currency = figures.currency();
        fill.accept(
                "sublet_cost_month_to_date", (series, names) -> byVcluster(series, names, figures.current(), currency));
        fill.accept(
                "sublet_cost_month_to_date_by_resource",
                (series, names) -> byResource(series, figures.current(), currency));
        figures.previous().ifPresent(previous -> {
            fill.accept("sublet_cost_previous_month", (series, names) -> byVcluster(series, names, previous, currency));
            fill.accept(
                    "sublet_cost_previous_month_by_resource",
                    (series, names) -> byResource(series, previous, currency));
        });
        fill.accept("sublet_cost_period", (series, names) -> periods(series, figures));
        fill.accept("sublet_overhead_cost_month_to_date", (series, names) -> overheads(series, names, figures));
        BudgetSeries.fill(figures, fill);
        Map<String, List<Series.Sample>> samples = new LinkedHashMap<>();
        all.forEach((name, series) -> samples.put(name, series.samples()));
        samples.put("sublet_overhead_ratio", ratios(figures.overheads()));
        samples.put("sublet_coverage_ratio", coverage(figures));
        return samples;
    }

    private static void byVcluster(Series series, VclusterLabels names, PeriodFigures period, String currency) {
        for (StatementLine line : period.lines()) {
            String[] vcluster = names.of(line.vclusterNamespace(), line.vcluster());
            series.add(line.amountNanos(), line.costCenter(), vcluster[0], vcluster[1], line.podClass(), currency);
        }
    }

    private static void byResource(Series series, PeriodFigures period, String currency) {
        period.lines().forEach(line -> series.add(line.amountNanos(), line.costCenter(), line.resource(), currency));
    }

    private static void periods(Series series, Figures figures) {
        List<PeriodFigures> periods = new ArrayList<>();
        periods.add(figures.current());
        figures.previous().ifPresent(periods::add);
        figures.past().stream()
                .filter(past -> periods.stream().noneMatch(each -> each.name().equals(past.name())))
                .toList()
                .forEach(periods::add);
        for (PeriodFigures period : periods) {
            period.lines()
                    .forEach(line -> series.add(
                            line.amountNanos(),
                            line.costCenter(),
                            period.name(),
                            period.state().label(),
                            figures.currency()));
        }
    }

    private static void overheads(Series series, VclusterLabels names, Figures figures) {
        for (OverheadLine line : figures.overheads()) {
            String[] vcluster = names.of(line.vclusterNamespace(), line.vcluster());
            line.parts()
                    .forEach(part -> series.add(
                            part.amountNanos(), vcluster[0], vcluster[1], part.podClass(), figures.currency()));
        }
    }

    private static List<Series.Sample> ratios(List<OverheadLine> lines) {
        VclusterLabels names = new VclusterLabels();
        Map<List<String>, BigInteger[]> sums = new LinkedHashMap<>();
        for (OverheadLine line : lines) {
            BigInteger[] sum = sums.computeIfAbsent(List.of(names.of(line.vclusterNamespace(), line.vcluster())), key ->
                    new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO});
            sum[0] = sum[0].add(line.overheadNanos());
            sum[1] = sum[1].add(line.totalNanos());
        }
        List<Series.Sample> samples = new ArrayList<>();
        sums.forEach((labels, sum) -> samples.add(new Series.Sample(ratio(sum[0], sum[1]), labels)));
        return samples;
    }

    private static double ratio(BigInteger part, BigInteger whole) {
        return whole.signum() == 0
                ? 0
                : new BigDecimal(part)
                        .divide(new BigDecimal(whole), 12, RoundingMode.HALF_UP)
                        .doubleValue();
    }

    private static List<Series.Sample> coverage(Figures figures) {
        double whole = Math.max(figures.coverage().totalS(), 1);
        return List.of(
                sample(figures.coverage().measuredS() / whole, "measured"),
                sample(figures.coverage().bridgedS() / whole, "bridged"),
                sample(figures.coverage().estimatedS() / whole, "estimated"),
                sample(figures.coverage().missingS() / whole, "missing"));
    }

    private static Series.Sample sample(double value, String label) {
        return new Series.Sample(value, List.of(label));
    }
}
