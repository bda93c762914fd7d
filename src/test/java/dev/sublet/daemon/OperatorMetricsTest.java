package dev.sublet.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.action.Actions;
import dev.sublet.bot.drift.DriftCount;
import dev.sublet.bot.work.StepWatch.Moment;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the operator shows on /metrics. */
class OperatorMetricsTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private final PrometheusRegistry registry = new PrometheusRegistry();

    private String text() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shows(String line) {
        assertTrue(text().lines().anyMatch(line::equals), () -> line + " is not in\n" + text());
    }

    private static Action action(String id, String verb, Action.Result result, Instant at) {
        return new Action(
                id,
                at,
                "c",
                "team-a",
                "pay",
                "uid",
                "a",
                "cc-1",
                verb,
                "ann@example.com",
                null,
                "cli",
                "{}",
                result,
                "");
    }

    @Test
    void actions_are_counted_by_verb_and_result_and_timed_from_request_to_outcome() {
        Actions metrics = new LifecycleMetrics(registry, Actions.NONE);
        metrics.record(action("1", "create", Action.Result.REQUESTED, NOON));
        metrics.record(action("2", "delete", Action.Result.REQUESTED, NOON));
        metrics.record(action("1", "create", Action.Result.DONE, NOON.plusSeconds(90)));
        metrics.record(action("2", "delete", Action.Result.REFUSED, NOON.plusSeconds(2)));

        shows("sublet_lifecycle_actions_total{result=\"requested\",verb=\"create\"} 1.0");
        shows("sublet_lifecycle_actions_total{result=\"done\",verb=\"create\"} 1.0");
        shows("sublet_lifecycle_actions_total{result=\"refused\",verb=\"delete\"} 1.0");
        shows("sublet_lifecycle_action_duration_seconds_bucket{result=\"done\",verb=\"create\",le=\"60.0\"} 0");
        shows("sublet_lifecycle_action_duration_seconds_bucket{result=\"done\",verb=\"create\",le=\"120.0\"} 1");
        shows("sublet_lifecycle_action_duration_seconds_sum{result=\"done\",verb=\"create\"} 90.0");
    }

    @Test
    void a_verb_that_somebody_made_up_makes_no_series_of_its_own() {
        Actions metrics = new LifecycleMetrics(registry, Actions.NONE);
        for (int i = 0; i < 1_000; i++) {
            metrics.record(action("r" + i, "verb-" + i, Action.Result.REQUESTED, NOON));
        }
        shows("sublet_lifecycle_actions_total{result=\"requested\",verb=\"other\"} 1000.0");
        assertTrue(text().lines()
                        .filter(line -> line.startsWith("sublet_lifecycle_actions_total{"))
                        .count()
                == 1);
    }

    @Test
    void what_the_ledger_did_not_take_is_not_counted() {
        Actions metrics = new LifecycleMetrics(registry, action -> {
            throw new IllegalStateException("disk full");
        });
        assertThrows(
                IllegalStateException.class,
                () -> metrics.record(action("1", "create", Action.Result.REQUESTED, NOON)));
        assertTrue(text().lines().noneMatch(line -> line.startsWith("sublet_lifecycle_actions_total{")));
    }

    @Test
    void drift_is_shown_for_each_virtual_cluster_with_the_labels_of_its_usage() {
        DriftMetrics.register(registry, () -> List.of(new DriftCount("team-a", "pay", 5, 3, 7, NOON)));

        shows("sublet_vcluster_drift_objects{vcluster=\"pay\",vcluster_namespace=\"vcluster-pay\"} 5.0");
        shows("sublet_vcluster_drift_unrepaired_objects{vcluster=\"pay\",vcluster_namespace=\"vcluster-pay\"} 2.0");
        shows("sublet_vcluster_drift_repairs_total{vcluster=\"pay\",vcluster_namespace=\"vcluster-pay\"} 7.0");
        shows(String.format(
                Locale.ROOT,
                "sublet_vcluster_drift_check_timestamp_seconds{vcluster=\"pay\",vcluster_namespace=\"vcluster-pay\"} %s",
                (double) NOON.getEpochSecond()));
    }

    @Test
    void of_very_many_virtual_clusters_those_that_drifted_are_shown() {
        DriftMetrics.register(
                registry,
                () -> IntStream.range(0, 600)
                        .mapToObj(i -> new DriftCount("team-a", "v" + i, i == 599 ? 4 : 0, 0, 0, NOON))
                        .toList());
        assertEquals(
                500,
                text().lines()
                        .filter(line -> line.startsWith("sublet_vcluster_drift_objects{"))
                        .count());
        shows("sublet_vcluster_drift_objects{vcluster=\"v599\",vcluster_namespace=\"vcluster-v599\"} 4.0");
    }

    @Test
    void a_step_is_timed_by_its_name() {
        StepMetrics metrics = new StepMetrics(registry);
        metrics.at("team-a/pay", "Quota", Moment.BEFORE);
        metrics.at("team-b/web", "Quota", Moment.BEFORE);
        metrics.at("team-a/pay", "Quota", Moment.AFTER);
        metrics.at("team-c/never-began", "Quota", Moment.AFTER);
        shows("sublet_operator_step_duration_seconds_count{step=\"Quota\"} 1");
    }
}
