package dev.sublet.daemon;

import dev.sublet.bot.drift.DriftCount;
import dev.sublet.bot.plan.Resolver;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * How far virtual clusters were from their blueprints when they were last compared. Labels are those of usage, so that both can be joined.
 * Beyond a number of virtual clusters, the ones with the least drift have no series of their own. Thread-safe.
 */
final class DriftMetrics {
    private static final int VCLUSTERS_MAX = 500;
    private static final String[] LABELS = {"vcluster_namespace", "vcluster"};

    private final PrometheusRegistry registry;
    private final Supplier<List<DriftCount>> counts;

    private DriftMetrics(PrometheusRegistry registry, Supplier<List<DriftCount>> counts) {
        this.registry = registry;
        this.counts = counts;
    }

    static void register(PrometheusRegistry registry, Supplier<List<DriftCount>> counts) {
        new DriftMetrics(registry, counts).all();
    }

    private void all() {
        gauge(
                "sublet_vcluster_drift_objects",
                "Objects that differed from the blueprint at the last comparison",
                DriftCount::found);
        gauge(
                "sublet_vcluster_drift_unrepaired_objects",
                "Of them, those that were not put right",
                count -> count.found() - count.repaired());
        gauge(
                "sublet_vcluster_drift_check_timestamp_seconds",
                "When it was last compared",
                count -> count.checkedAt().getEpochSecond());
        CounterWithCallback.builder()
                .name("sublet_vcluster_drift_repairs_total")
                .help("Objects put right since the start")
                .labelNames(LABELS)
                .callback(callback -> each(count ->
                        callback.call((double) count.repairedInAll(), Resolver.PREFIX + count.name(), count.name())))
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<DriftCount> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(LABELS)
                .callback(callback -> each(count ->
                        callback.call(value.applyAsDouble(count), Resolver.PREFIX + count.name(), count.name())))
                .register(registry);
    }

    private void each(Consumer<DriftCount> use) {
        counts.get().stream()
                .sorted(Comparator.comparingInt(DriftCount::found).reversed().thenComparing(DriftCount::name))
                .limit(VCLUSTERS_MAX)
                .forEach(use);
    }
}
