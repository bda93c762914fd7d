package dev.sublet.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.budget.BudgetLine;
import dev.sublet.reporter.figures.Figures;
import dev.sublet.reporter.figures.PeriodFigures;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.StatementLine;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private Optional<Figures> now = Optional.empty();
    private String trouble = "";

    private Optional<Figures> look() {
        if (!trouble.isEmpty()) {
            throw new ReportException(trouble, 2);
        }
        return now;
    }

    private static StatementLine line(
            String costCenter, String vcluster, String podClass, String resource, String nanos) {
        return new StatementLine(
                costCenter,
                null,
                "c",
                vcluster,
                "ns",
                "uid-" + vcluster,
                podClass,
                resource,
                "usage",
                null,
                null,
                "book",
                BigDecimal.ONE,
                "hours",
                new BigInteger(nanos));
    }

    private static Figures figures(List<StatementLine> lines, List<BudgetLine> budgets) {
        return new Figures(
                1000,
                "USD",
                new PeriodFigures("2026-11", PeriodFigures.State.OPEN, lines),
                Optional.of(new PeriodFigures("2026-10", PeriodFigures.State.CLOSED, lines)),
                List.of(new PeriodFigures("2026-10", PeriodFigures.State.CLOSED, lines)),
                budgets,
                List.of(),
                List.of(),
                new Coverage(90, 5, 5, 0));
    }

    private String scrape() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(text, registry.scrape());
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void lines_are_added_up_exactly_before_they_become_samples() throws IOException {
        try (FiguresWatch watch = new FiguresWatch(this::look, Duration.ofHours(1))) {
            CostMetrics.register(registry, watch::state);
            assertTrue(!scrape().contains("sublet_cost_month_to_date{"));
            now = Optional.of(figures(
                    List.of(
                            line("cc-1", "blue", "workload", "cpu", "100000000000000001"),
                            line("cc-1", "blue", "workload", "memory", "-100000000000000000"),
                            line("cc-1", "blue", "dns", "cpu", "2500000000")),
                    List.of()));
            watch.look();
            String text = scrape();
            assertTrue(
                    text.contains("sublet_cost_month_to_date{class=\"workload\",cost_center=\"cc-1\",currency=\"USD\","
                            + "vcluster=\"blue\",vcluster_namespace=\"ns\"} 1.0E-9\n"),
                    text);
            assertTrue(
                    text.contains(
                            "sublet_cost_period{cost_center=\"cc-1\",currency=\"USD\",period=\"2026-10\",state=\"closed\"}"
                                    + " 2.500000001\n"),
                    "the month before is there once: " + text);
            assertTrue(text.contains("sublet_coverage_ratio{coverage=\"measured\"} 0.9\n"), text);
        }
    }

    @Test
    void vclusters_beyond_the_bound_share_a_series_and_nothing_is_lost() {
        List<StatementLine> lines = new ArrayList<>();
        for (int i = 0; i < VclusterLabels.VCLUSTERS_MAX + 20; i++) {
            lines.add(line("cc-1", "v" + i, "workload", "cpu", "1000000000"));
        }
        List<Series.Sample> samples =
                CostMetrics.samples(figures(lines, List.of())).get("sublet_cost_month_to_date");
        assertEquals(VclusterLabels.VCLUSTERS_MAX + 1, samples.size());
        assertEquals(
                lines.size(), samples.stream().mapToDouble(Series.Sample::value).sum());
        Series.Sample rest = samples.get(samples.size() - 1);
        assertEquals("other", rest.labels().get(2));
        assertEquals(20, rest.value());
    }

    @Test
    void budgets_of_cost_centers_and_forecasts_of_vclusters_are_apart() {
        BudgetLine center = new BudgetLine(
                "cc-1",
                "One",
                null,
                1,
                nanos(400),
                false,
                nanos(300),
                BigDecimal.valueOf(300),
                nanos(450),
                nanos(440),
                nanos(460),
                null,
                List.of(new BudgetLine.Crossing(false, 50), new BudgetLine.Crossing(true, 100)));
        BudgetLine vcluster = new BudgetLine(
                "cc-1",
                "One",
                "ns/blue",
                1,
                null,
                false,
                nanos(100),
                BigDecimal.valueOf(100),
                nanos(150),
                nanos(140),
                nanos(160),
                null,
                List.of());
        var samples = CostMetrics.samples(figures(List.of(), List.of(center, vcluster)));
        assertEquals(List.of("cc-1 1 USD 400.0"), words(samples.get("sublet_budget")));
        assertEquals(List.of("cc-1 1 USD 300.0"), words(samples.get("sublet_budget_used")));
        assertEquals(
                List.of("cc-1 1 expected USD 450.0", "cc-1 1 low USD 440.0", "cc-1 1 high USD 460.0"),
                words(samples.get("sublet_cost_forecast")));
        assertEquals(List.of("cc-1 ns blue USD 150.0"), words(samples.get("sublet_vcluster_cost_forecast")));
        assertEquals(
                List.of("cc-1 50 actual 1.0", "cc-1 100 forecast 1.0"),
                words(samples.get("sublet_budget_threshold_crossed")));
        assertEquals(List.of("cc-1 0.0"), words(samples.get("sublet_unusual_days")));
    }

    @Test
    void amounts_that_cannot_be_computed_any_more_stay_and_it_is_said() throws IOException {
        try (FiguresWatch watch = new FiguresWatch(this::look, Duration.ofHours(1))) {
            CostMetrics.register(registry, watch::state);
            now = Optional.of(figures(List.of(line("cc-1", "blue", "dns", "cpu", "5000000000")), List.of()));
            watch.look();
            trouble = "price book lacks instance type m7g.large";
            watch.look();
            String text = scrape();
            assertTrue(text.contains("} 5.0\n"), text);
            assertTrue(text.contains("sublet_figures_failing 1.0\n"), text);
            assertTrue(text.contains("sublet_figures_failures_total 1.0\n"), text);
        }
    }

    private static BigInteger nanos(long whole) {
        return BigInteger.valueOf(whole).multiply(BigInteger.valueOf(1_000_000_000));
    }

    private static List<String> words(List<Series.Sample> samples) {
        return samples.stream()
                .map(sample -> String.join(" ", sample.labels()) + " " + sample.value())
                .toList();
    }
}
