package dev.sublet.daemon;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.action.Actions;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of virtual clusters, what came of it and how long it took, since this process started. Verbs come from annotations that
 * people can write, so that unknown ones share the label {@code other}. Thread-safe.
 */
final class LifecycleMetrics implements Actions {
    private static final Set<String> VERBS = Set.of(
            "create",
            "change",
            "delete",
            "undo",
            "pause",
            "resume",
            "stop",
            "sleep",
            "wake",
            "repair",
            "upgrade",
            "resize",
            "extend",
            "protect",
            "unprotect",
            "transfer",
            "adopt",
            "restore",
            "snapshot",
            "access",
            "revoke");
    private static final String OTHER = "other";
    private static final int OPEN_MAX = 2_000;
    private static final double[] BOUNDS_S = {1, 5, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600};

    private final Actions kept;
    private final Counter actions;
    private final Histogram durations;
    private final Map<String, Instant> open = new LinkedHashMap<>();

    /** Counts what goes on to another that keeps it; what cannot be kept is not counted. */
    LifecycleMetrics(PrometheusRegistry registry, Actions kept) {
        this.kept = kept;
        actions = Counter.builder()
                .name("sublet_lifecycle_actions_total")
                .help("Actions on virtual clusters, by verb and result")
                .labelNames("verb", "result")
                .register(registry);
        durations = Histogram.builder()
                .name("sublet_lifecycle_action_duration_seconds")
                .help("From a request to its outcome, where this process saw both")
                .labelNames("verb", "result")
                .classicOnly()
                .classicUpperBounds(BOUNDS_S)
                .register(registry);
    }

    @Override
    public void record(Action action) {
        kept.record(action);
        String verb = VERBS.contains(action.verb()) ? action.verb() : OTHER;
        String result = action.result().word();
        actions.labelValues(verb, result).inc();
        Instant begin = begin(action);
        if (begin != null) {
            durations
                    .labelValues(verb, result)
                    .observe(Duration.between(begin, action.at()).toMillis() / 1e3);
        }
    }

    /** When the request of an outcome was first seen; null for requests, and for outcomes of requests that nobody saw. */
    private synchronized @Nullable Instant begin(Action action) {
        if (action.result() == Action.Result.REQUESTED) {
            open.putIfAbsent(action.requestId(), action.at());
            if (open.size() > OPEN_MAX) {
                open.remove(open.keySet().iterator().next());
            }
            return null;
        }
        return open.remove(action.requestId());
    }
}
