package dev.sublet.daemon;

import dev.sublet.collector.CollectorStats;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How sampling goes, as of the last round. */
public final class CollectorMetrics {
    private final PrometheusRegistry registry;
    private final Supplier<CollectorStats> stats;

    private CollectorMetrics(PrometheusRegistry registry, Supplier<CollectorStats> stats) {
        this.registry = registry;
        this.stats = stats;
    }

    public static void register(PrometheusRegistry registry, Supplier<CollectorStats> stats) {
        new CollectorMetrics(registry, stats).all();
    }

    private void all() {
        gauge("sublet_nodes", "Nodes asked in the last round", CollectorStats::nodes);
        gauge("sublet_nodes_answered", "Nodes whose kubelet answered in the last round", CollectorStats::answered);
        gauge("sublet_pods", "Pods that have not ended", CollectorStats::pods);
        gauge("sublet_vclusters", "Vclusters that exist", CollectorStats::vclusters);
        gauge("sublet_last_tick_timestamp_seconds", "Second of the last durable tick", CollectorStats::lastTickS);
        gauge("sublet_ticks_waiting", "Ticks that the ledger has not taken yet", CollectorStats::uncommittedTicks);
        gauge("sublet_changes_waiting", "Changes that wait for the next round", CollectorStats::queueDepth);
        gauge(
                "sublet_watches_down",
                "Kinds of objects whose watch is down",
                one -> one.interrupted().size());
        CounterWithCallback.builder()
                .name("sublet_ticks_total")
                .help("Ticks made durable since the start")
                .callback(callback -> callback.call((double) stats.get().ticks()))
                .register(registry);
        CounterWithCallback.builder()
                .name("sublet_kubelet_failures_total")
                .help("Kubelets that did not answer, by reason")
                .labelNames("reason")
                .callback(callback -> {
                    Map<Reason, Long> failures = stats.get().failures();
                    for (Reason reason : Reason.values()) {
                        callback.call((double) failures.getOrDefault(reason, 0L), reason.label());
                    }
                })
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<CollectorStats> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(stats.get())))
                .register(registry);
    }
}
