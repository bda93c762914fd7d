package dev.sublet.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * What {@code /metrics} shows. Thread-safe.
 *
 * @param open how this process does, for everybody
 * @param scoped what tenants use and cost, for callers who may see all cost centers
 */
public record Measures(PrometheusRegistry open, PrometheusRegistry scoped) {
    public Measures() {
        this(new PrometheusRegistry(), new PrometheusRegistry());
    }

    MetricSnapshots scrape(boolean all) {
        if (!all) {
            return open.scrape();
        }
        MetricSnapshots.Builder both = MetricSnapshots.builder();
        open.scrape().forEach(both::metricSnapshot);
        scoped.scrape().forEach(both::metricSnapshot);
        return both.build();
    }
}
