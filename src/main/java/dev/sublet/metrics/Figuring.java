package dev.sublet.metrics;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.figures.FiguresReader;
import dev.sublet.reporter.terms.TermsTexts;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** Wiring of what is computed for display. Stateless. */
public final class Figuring {
    /** Between two looks at a small ledger; a large one rests longer. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private Figuring() {}

    /** Computes figures from now on and shows them as gauges. */
    public static FiguresWatch start(LedgerReader ledger, Supplier<TermsTexts> terms, PrometheusRegistry registry) {
        FiguresWatch watch = new FiguresWatch(new FiguresReader(ledger, terms)::read, PAUSE);
        CostMetrics.register(registry, watch::state);
        return watch.start();
    }
}
