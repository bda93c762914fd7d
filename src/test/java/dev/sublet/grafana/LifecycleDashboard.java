package dev.sublet.grafana;

import static dev.sublet.grafana.Dashboards.rate;
import static dev.sublet.grafana.Dashboards.series;

/** Requests, their outcomes, drift. Nought is shown where nothing was asked yet, so that an empty panel means a fault. */
final class LifecycleDashboard {
    private LifecycleDashboard() {}

    static Dashboard make() {
        return new Dashboard(
                        "sublet-lifecycle",
                        "Sublet / Lifecycle and drift",
                        "What people asked of virtual clusters, how long it took, and what differs from its blueprint.")
                .row("Requests")
                .panel(Panel.stat(
                                "Asked in a day",
                                "Requests of people, Git and schedules in the last 24 hours.",
                                "short")
                        .decimals(0)
                        .asks(
                                "sum(increase(" + series("sublet_lifecycle_actions_total", "result=\"requested\"")
                                        + "[1d])) or vector(0)",
                                ""))
                .panel(Panel.stat(
                                "Failed in a day",
                                "Requests that ended without what was asked; the thread or status says why.",
                                "short")
                        .decimals(0)
                        .steps("green", "1", "orange")
                        .asks(
                                "sum(increase(" + series("sublet_lifecycle_actions_total", "result=~\"failed|refused\"")
                                        + "[1d])) or vector(0)",
                                ""))
                .panel(Panel.stat("Half were done within", "Median from a request to its outcome, last 24 hours.", "s")
                        .asks(
                                "(histogram_quantile(0.5, sum by (le) (increase("
                                        + series("sublet_lifecycle_action_duration_seconds_bucket")
                                        + "[1d]))) >= 0) or vector(0)",
                                ""))
                .panel(Panel.lines("Requests and outcomes", "A day, by verb and result.", "short")
                        .asks(
                                "sum by (verb, result) (" + rate("sublet_lifecycle_actions_total")
                                        + ") * 86400 or vector(0)",
                                "{{verb}} {{result}}"))
                .panel(Panel.lines("Steps of the operator", "Mean time of one run of a step.", "s")
                        .asks(
                                "sum by (step) (" + rate("sublet_operator_step_duration_seconds_sum")
                                        + ") / (sum by (step) (" + rate("sublet_operator_step_duration_seconds_count")
                                        + ") > 0) or vector(0)",
                                "{{step}}"))
                .row("Drift")
                .panel(Panel.stat("Not put right", "Objects that differ from the blueprint and stay so.", "short")
                        .steps("green", "1", "orange")
                        .asks("sum(" + series("sublet_vcluster_drift_unrepaired_objects") + ") or vector(0)", ""))
                .panel(Panel.stat("Put right since the start", "Objects that were repaired.", "short")
                        .asks("sum(" + series("sublet_vcluster_drift_repairs_total") + ") or vector(0)", ""))
                .panel(Panel.stat("Longest unchecked", "Since the oldest comparison of a virtual cluster.", "s")
                        .steps("green", "3600", "orange", "86400", "red")
                        .asks(
                                "max(time() - " + series("sublet_vcluster_drift_check_timestamp_seconds")
                                        + ") or vector(0)",
                                ""))
                .panel(Panel.bars("Where it drifts", "Objects that differed at the last comparison.", "short")
                        .asks(
                                "sort_desc(topk(20, " + series("sublet_vcluster_drift_objects") + " > 0)) or vector(0)",
                                "{{vcluster_namespace}}/{{vcluster}}"))
                .panel(Panel.lines(
                                "Over time", "Objects that differed, and those that were put right, an hour.", "short")
                        .asks("sum(" + series("sublet_vcluster_drift_objects") + ") or vector(0)", "differ")
                        .asks(
                                "sum(" + rate("sublet_vcluster_drift_repairs_total") + ") * 3600 or vector(0)",
                                "put right"));
    }
}
