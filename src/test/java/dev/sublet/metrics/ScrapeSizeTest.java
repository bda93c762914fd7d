package dev.sublet.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.daemon.UsageMetrics;
import dev.sublet.ledger.span.PodClass;
import dev.sublet.reporter.budget.BudgetLine;
import dev.sublet.reporter.figures.Figures;
import dev.sublet.reporter.figures.PeriodFigures;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.overhead.Tenancy;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.StatementLine;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** As many vclusters as have a series of their own, each with control plane, DNS and tenants. bench/scrape.sh prints the time. */
class ScrapeSizeTest {
    private static final int BYTES_MAX = 2_000_000;
    private static final int ROUNDS = 20;
    private static final List<String> CLASSES = List.of("control-plane", "dns", "workload");

    @Test
    void a_scrape_of_five_hundred_vclusters_stays_below_two_megabytes() throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        UsageMetrics usage = new UsageMetrics(registry);
        usage.committed(ManyVclusters.tick(
                VclusterLabels.VCLUSTERS_MAX, PodClass.CONTROL_PLANE, PodClass.DNS, PodClass.WORKLOAD));
        try (FiguresWatch watch = new FiguresWatch(() -> Optional.of(figures()), Duration.ofHours(1))) {
            CostMetrics.register(registry, watch::state);
            watch.look();
            List<Long> micros = new ArrayList<>();
            int bytes = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                PrometheusTextFormatWriter.builder().build().write(text, registry.scrape());
                micros.add((System.nanoTime() - begun) / 1000);
                bytes = text.size();
            }
            micros.sort(null);
            System.out.println("scrape of " + VclusterLabels.VCLUSTERS_MAX + " vclusters: " + bytes + " bytes, median "
                    + micros.get(ROUNDS / 2) / 1000.0 + " ms, slowest " + micros.get(ROUNDS - 1) / 1000.0 + " ms");
            assertTrue(bytes > 1_000_000 && bytes <= BYTES_MAX, bytes + " bytes");
        }
    }

    private static Figures figures() {
        List<StatementLine> lines = new ArrayList<>();
        List<BudgetLine> budgets = new ArrayList<>();
        List<OverheadLine> overheads = new ArrayList<>();
        for (int i = 0; i < VclusterLabels.VCLUSTERS_MAX; i++) {
            String center = "cc-" + i / 10;
            String name = ManyVclusters.name(i);
            List<OverheadLine.Part> parts = new ArrayList<>();
            for (String podClass : CLASSES) {
                for (String resource : List.of("cpu", "memory", "storage")) {
                    lines.add(new StatementLine(
                            center,
                            null,
                            "c",
                            name,
                            ManyVclusters.namespace(i),
                            "uid-" + i,
                            podClass,
                            resource,
                            "usage",
                            null,
                            null,
                            "book",
                            BigDecimal.ONE,
                            "hours",
                            BigInteger.valueOf(123_456_789_012L + i)));
                }
                if (!podClass.equals("workload")) {
                    parts.add(new OverheadLine.Part(
                            podClass, "cpu", BigDecimal.ONE, "hours", BigInteger.valueOf(123_456_789L + i)));
                }
            }
            budgets.add(new BudgetLine(
                    center,
                    center,
                    ManyVclusters.namespace(i) + "/" + name,
                    0,
                    null,
                    false,
                    BigInteger.ONE,
                    BigDecimal.ONE,
                    BigInteger.valueOf(987_654_321_098L + i),
                    BigInteger.ONE,
                    BigInteger.TEN,
                    null,
                    List.of()));
            overheads.add(new OverheadLine(
                    "c",
                    name,
                    ManyVclusters.namespace(i),
                    "uid-" + i,
                    BigInteger.valueOf(i + 1),
                    BigInteger.valueOf(1000),
                    BigInteger.ZERO,
                    BigDecimal.ONE,
                    parts,
                    new Tenancy(1, new Coverage(1, 1, 1, 1))));
        }
        PeriodFigures period = new PeriodFigures("2026-11", PeriodFigures.State.OPEN, lines);
        return new Figures(
                1,
                "USD",
                period,
                Optional.of(new PeriodFigures("2026-10", PeriodFigures.State.CLOSED, lines)),
                List.of(),
                budgets,
                List.of(),
                overheads,
                new Coverage(1, 1, 1, 1));
    }
}
