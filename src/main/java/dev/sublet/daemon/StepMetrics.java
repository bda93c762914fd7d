package dev.sublet.daemon;

import dev.sublet.bot.work.StepWatch;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long the operator's steps take. Steps that fail have no end and are not in it. Thread-safe. */
final class StepMetrics implements StepWatch {
    private static final int UNDER_WAY_MAX = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] BOUNDS_S = {0.01, 0.1, 1, 5, 30};

    private final Histogram durations;
    private final Map<String, Long> underWay = new ConcurrentHashMap<>();

    StepMetrics(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("sublet_operator_step_duration_seconds")
                .help("One run of a step of the operator, by step")
                .labelNames("step")
                .classicOnly()
                .classicUpperBounds(BOUNDS_S)
                .register(registry);
    }

    @Override
    public void at(String virtualCluster, String step, Moment moment) {
        // One thread works on a virtual cluster at a time, and on one step of it.
        if (moment == Moment.BEFORE) {
            if (underWay.size() < UNDER_WAY_MAX || underWay.containsKey(virtualCluster)) {
                underWay.put(virtualCluster, System.nanoTime());
            }
            return;
        }
        Long began = underWay.remove(virtualCluster);
        if (began != null) {
            durations.labelValues(step).observe((System.nanoTime() - began) / NANOS_PER_SECOND);
        }
    }
}
