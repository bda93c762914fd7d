package dev.sublet.daemon;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What lies sealed and how sealing goes, as last counted. */
final class UpkeepMetrics {
    private final PrometheusRegistry registry;
    private final Supplier<UpkeepStats> stats;

    private UpkeepMetrics(PrometheusRegistry registry, Supplier<UpkeepStats> stats) {
        this.registry = registry;
        this.stats = stats;
    }

    static void register(PrometheusRegistry registry, Supplier<UpkeepStats> stats) {
        new UpkeepMetrics(registry, stats).all();
    }

    private void all() {
        gauge("sublet_sealed_files", "Sealed files", now -> now.totals().files());
        gauge(
                "sublet_sealed_bytes",
                "Bytes of sealed files",
                now -> now.totals().bytes());
        gauge(
                "sublet_rows_waiting",
                "Rows that are not sealed yet, those of the open hour too",
                now -> now.totals().rowsWaiting());
        gauge(
                "sublet_last_seal_timestamp_seconds",
                "When the newest sealed file was made, 0 without one",
                now -> Math.max(now.lastSealS(), now.totals().lastSealS()));
        CounterWithCallback.builder()
                .name("sublet_upkeep_pieces_total")
                .help("Pieces of upkeep done since the start, by kind")
                .labelNames("kind")
                .callback(callback -> stats.get()
                        .pieces()
                        .forEach((kind, count) ->
                                callback.call((double) count, kind.name().toLowerCase(Locale.ROOT))))
                .register(registry);
        CounterWithCallback.builder()
                .name("sublet_upkeep_failures_total")
                .help("Pieces of upkeep that could not be done; the log says why")
                .callback(callback -> callback.call((double) stats.get().failures()))
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<UpkeepStats> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(stats.get())))
                .register(registry);
    }
}
