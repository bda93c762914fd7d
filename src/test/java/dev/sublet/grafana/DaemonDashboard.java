package dev.sublet.grafana;

import static dev.sublet.grafana.Dashboards.rate;
import static dev.sublet.grafana.Dashboards.series;

/** How the daemon itself does. */
final class DaemonDashboard {
    private DaemonDashboard() {}

    static Dashboard make() {
        return new Dashboard(
                        "sublet-daemon",
                        "Sublet / Daemon",
                        "Sampling, ledger and process of Sublet itself. These metrics need no token.")
                .row("Sampling")
                .panel(Panel.stat(
                                "Since the last tick",
                                "Seconds; a gap is filled in later where counters allow it.",
                                "s")
                        .steps("green", "90", "orange", "300", "red")
                        .asks("max(time() - " + series("sublet_last_tick_timestamp_seconds") + ")", ""))
                .panel(Panel.stat("Ticks waiting", "Looks that the ledger has not taken yet.", "short")
                        .steps("green", "1", "orange", "10", "red")
                        .asks("sum(" + series("sublet_ticks_waiting") + ")", ""))
                .panel(Panel.stat("Watches down", "Kinds of objects whose watch is broken off.", "short")
                        .steps("green", "1", "red")
                        .asks("sum(" + series("sublet_watches_down") + ")", ""))
                .panel(Panel.stat("Changes waiting", "Changes of objects that wait for the next round.", "short")
                        .asks("sum(" + series("sublet_changes_waiting") + ")", ""))
                .panel(Panel.stat("Rows not sealed yet", "Those of the open hour too.", "short")
                        .asks("sum(" + series("sublet_rows_waiting") + ")", ""))
                .panel(Panel.stat("Amounts computed in", "How long the figures of the cost dashboards took.", "s")
                        .asks("max(" + series("sublet_figures_duration_seconds") + ")", ""))
                .panel(Panel.lines("Ticks", "Looks made durable, a minute.", "short")
                        .asks("sum(" + rate("sublet_ticks_total") + ") * 60", "ticks a minute"))
                .panel(Panel.lines("Nodes", "Asked, and answering.", "short")
                        .asks("sum(" + series("sublet_nodes") + ")", "asked")
                        .asks("sum(" + series("sublet_nodes_answered") + ")", "answered"))
                .panel(Panel.lines("Kubelets that did not answer", "A minute, by reason.", "short")
                        .asks("sum by (reason) (" + rate("sublet_kubelet_failures_total") + ") * 60", "{{reason}}"))
                .panel(Panel.lines("Pod seconds by coverage", "Share of seconds as they become final.", "percentunit")
                        .stacked()
                        .asks(
                                "sum by (coverage) (" + rate("sublet_pod_seconds_total")
                                        + ") / ignoring(coverage) group_left sum(" + rate("sublet_pod_seconds_total")
                                        + ")",
                                "{{coverage}}"))
                .row("Ledger")
                .panel(Panel.lines("Sealed files", "Compaction keeps them few.", "short")
                        .asks("sum(" + series("sublet_sealed_files") + ")", "files"))
                .panel(Panel.lines("Sealed bytes", "Size of sealed files.", "bytes")
                        .asks("sum(" + series("sublet_sealed_bytes") + ")", "bytes"))
                .panel(Panel.lines("Upkeep", "Pieces done, an hour, by kind.", "short")
                        .asks("sum by (kind) (" + rate("sublet_upkeep_pieces_total") + ") * 3600", "{{kind}}"))
                .panel(Panel.lines("Failures", "Upkeep and figures that could not be done; the log says why.", "short")
                        .asks("sum(" + rate("sublet_upkeep_failures_total") + ")", "upkeep")
                        .asks("sum(" + rate("sublet_figures_failures_total") + ")", "figures"))
                .row("Process")
                .panel(Panel.lines("CPU", "Cores used by the process.", "short")
                        .asks("sum by (instance) (" + rate("process_cpu_seconds_total") + ")", "{{instance}}"))
                .panel(Panel.lines("Memory", "Resident memory of the process, and the used heap.", "bytes")
                        .asks(
                                "sum by (instance) (" + series("process_resident_memory_bytes") + ")",
                                "resident {{instance}}")
                        .asks(
                                "sum by (instance) (" + series("jvm_memory_used_bytes", "area=\"heap\"") + ")",
                                "heap {{instance}}"))
                .panel(Panel.lines("Garbage collection", "Share of time.", "percentunit")
                        .asks("sum by (gc) (" + rate("jvm_gc_collection_seconds_sum") + ")", "{{gc}}"))
                .panel(Panel.lines("Threads", "Of the JVM.", "short")
                        .asks("sum(" + series("jvm_threads_current") + ")", "threads"));
    }
}
