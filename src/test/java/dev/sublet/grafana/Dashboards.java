package dev.sublet.grafana;

import java.util.List;

/** All dashboards. A query selects by the reader's choice of jobs, so that several daemons can be looked at alike. */
final class Dashboards {
    private static final String JOB = "job=~\"$job\"";
    private static final String ONE = JOB + ", vcluster_namespace=\"$namespace\", vcluster=\"$vcluster\"";
    private static final String VCLUSTER_LINK =
            "/d/sublet-vcluster?var-namespace=${__field.labels.vcluster_namespace}&var-vcluster=${__field.labels.vcluster}"
                    + "&${datasource:queryparam}&${job:queryparam}";
    private static final String CENTER_LINK =
            "/d/sublet-cost-centers?var-cost_center=${__field.labels.cost_center}&${datasource:queryparam}&${job:queryparam}";

    private Dashboards() {}

    static List<Dashboard> all() {
        return List.of(
                fleet(),
                costCenters(),
                vcluster(),
                overhead(),
                audit(),
                LifecycleDashboard.make(),
                DaemonDashboard.make());
    }

    /** A metric of the chosen jobs. */
    static String series(String metric, String... more) {
        return metric + "{" + JOB + (more.length == 0 ? "" : ", " + String.join(", ", more)) + "}";
    }

    static String rate(String metric, String... more) {
        return "rate(" + series(metric, more) + "[$__rate_interval])";
    }

    private static Dashboard fleet() {
        return new Dashboard(
                        "sublet-fleet",
                        "Sublet / Fleet",
                        "All virtual clusters of the host clusters: how many, what they use of what they claim, what they cost.")
                .row("Now")
                .panel(Panel.stat("Virtual clusters", "Vclusters that exist, paused ones too.", "short")
                        .asks("sum(" + series("sublet_vclusters") + ")", ""))
                .panel(Panel.stat("Pods", "Pods that have not ended, of tenants and of the host.", "short")
                        .asks("sum(" + series("sublet_pods") + ")", ""))
                .panel(Panel.stat(
                                "Nodes answering",
                                "Nodes whose kubelet answered in the last round, of all.",
                                "percentunit")
                        .steps("red", "0.9", "orange", "1", "green")
                        .asks("sum(" + series("sublet_nodes_answered") + ") / sum(" + series("sublet_nodes") + ")", ""))
                .panel(Panel.stat(
                                "Cost of this month so far", "All cost centers, in the price book's currency.", "short")
                        .decimals(2)
                        .asks("sum(" + series("sublet_cost_month_to_date") + ")", ""))
                .panel(Panel.stat("Expected for the month", "Forecast of all top cost centers together.", "short")
                        .decimals(2)
                        .asks("sum(" + series("sublet_cost_forecast", "depth=\"0\"", "bound=\"expected\"") + ")", ""))
                .panel(Panel.stat(
                                "Overhead",
                                "Control planes, DNS, add-ons and snapshots in all that vclusters cost this month.",
                                "percentunit")
                        .steps("green", "0.2", "orange", "0.4", "red")
                        .asks(
                                "sum(" + series("sublet_overhead_cost_month_to_date") + ") / sum("
                                        + series("sublet_cost_month_to_date", "vcluster!=\"\"") + ")",
                                ""))
                .row("What they use")
                .panel(Panel.lines(
                                "CPU used, largest ten",
                                "Cores used, averaged over the interval. Seen once a minute or so: rows are counted when they are final.",
                                "short")
                        .link("Open this vcluster", VCLUSTER_LINK)
                        .asks(
                                "topk(10, sum by (vcluster_namespace, vcluster) ("
                                        + rate("sublet_cpu_core_seconds_total", "vcluster!=\"\"") + "))",
                                "{{vcluster_namespace}}/{{vcluster}}"))
                .panel(Panel.lines("Memory used, largest ten", "Bytes used, averaged over the interval.", "bytes")
                        .link("Open this vcluster", VCLUSTER_LINK)
                        .asks(
                                "topk(10, sum by (vcluster_namespace, vcluster) ("
                                        + rate("sublet_memory_byte_seconds_total", "vcluster!=\"\"") + "))",
                                "{{vcluster_namespace}}/{{vcluster}}"))
                .panel(Panel.lines("CPU: claimed and used", "A request keeps others out, used or not.", "short")
                        .asks("sum(" + rate("sublet_cpu_request_core_seconds_total") + ")", "claimed")
                        .asks("sum(" + rate("sublet_cpu_core_seconds_total") + ")", "used"))
                .panel(Panel.lines("Memory: claimed and used", "A request keeps others out, used or not.", "bytes")
                        .asks("sum(" + rate("sublet_memory_request_byte_seconds_total") + ")", "claimed")
                        .asks("sum(" + rate("sublet_memory_byte_seconds_total") + ")", "used"))
                .row("What they cost")
                .panel(Panel.bars(
                                "Dearest vclusters this month",
                                "Cost so far with all that was handed on to them.",
                                "short")
                        .decimals(2)
                        .link("Open this vcluster", VCLUSTER_LINK)
                        .asks(
                                "sort_desc(topk(15, sum by (vcluster_namespace, vcluster) ("
                                        + series("sublet_cost_month_to_date", "vcluster!=\"\"") + ")))",
                                "{{vcluster_namespace}}/{{vcluster}}"))
                .panel(Panel.bars("By cost center this month", "suspense is what has no owner yet.", "short")
                        .decimals(2)
                        .link("Open this cost center", CENTER_LINK)
                        .asks(
                                "sort_desc(sum by (cost_center) (" + series("sublet_cost_month_to_date") + "))",
                                "{{cost_center}}"))
                .panel(Panel.bars(
                                "By class this month",
                                "workload is what tenants run; idle is what nobody asked for.",
                                "short")
                        .decimals(2)
                        .asks("sort_desc(sum by (class) (" + series("sublet_cost_month_to_date") + "))", "{{class}}"))
                .panel(Panel.bars(
                                "How well it is known",
                                "Seconds of pods this month: measured, bridged over a gap, estimated, or missing. A gap is unknown, never zero.",
                                "percentunit")
                        .asks("avg by (coverage) (" + series("sublet_coverage_ratio") + ")", "{{coverage}}"));
    }

    private static Dashboard costCenters() {
        String center = "cost_center=~\"$cost_center\"";
        return new Dashboard(
                        "sublet-cost-centers",
                        "Sublet / Cost centers",
                        "What cost centers pay: this month so far, what is expected, budgets, and earlier months. For display;"
                                + " statements are exact.")
                .since("now-30d")
                .variable("cost_center", "Cost center", "label_values(sublet_cost_month_to_date, cost_center)", true)
                .row("This month")
                .panel(Panel.stat("Cost so far", "Of the chosen cost centers.", "short")
                        .decimals(2)
                        .asks("sum(" + series("sublet_cost_month_to_date", center) + ")", ""))
                .panel(Panel.stat("Month before", "Cost of the whole month before.", "short")
                        .decimals(2)
                        .asks("sum(" + series("sublet_cost_previous_month", center) + ")", ""))
                .panel(Panel.stat("Budgets crossed", "Thresholds of budgets that are paid or expected to be.", "short")
                        .steps("green", "1", "orange")
                        .asks("count(" + series("sublet_budget_threshold_crossed", center) + ") or vector(0)", ""))
                .panel(Panel.stat(
                                "Unusual days",
                                "Days of this month that cost otherwise than their weekday lets expect.",
                                "short")
                        .steps("green", "1", "orange")
                        .asks("sum(" + series("sublet_unusual_days", center) + ") or vector(0)", ""))
                .panel(Panel.stat("No owner yet", "Cost in suspense: nobody is known to pay it.", "short")
                        .decimals(2)
                        .steps("green", "0.01", "orange")
                        .asks(
                                "sum(" + series("sublet_cost_month_to_date", "cost_center=\"suspense\"")
                                        + ") or vector(0)",
                                ""))
                .row("Budgets")
                .panel(Panel.bars("Paid of the budget", "Days that are over, those below included.", "percentunit")
                        .steps("green", "0.8", "orange", "1", "red")
                        .asks(
                                "sort_desc(" + series("sublet_budget_used", center) + " / ("
                                        + series("sublet_budget", center) + " > 0))",
                                "{{cost_center}}"))
                .panel(Panel.table(
                                "Expected for the month",
                                "Forecast with the range that holds in four cases of five; those below are included.",
                                "short")
                        .decimals(2)
                        .asks(
                                "sort_desc(sum by (cost_center, bound) (" + series("sublet_cost_forecast", center)
                                        + "))",
                                ""))
                .row("Where it comes from")
                .panel(Panel.bars("By vcluster", "This month so far.", "short")
                        .decimals(2)
                        .link("Open this vcluster", VCLUSTER_LINK)
                        .asks(
                                "sort_desc(sum by (vcluster_namespace, vcluster) ("
                                        + series("sublet_cost_month_to_date", center, "vcluster!=\"\"") + "))",
                                "{{vcluster_namespace}}/{{vcluster}}"))
                .panel(Panel.bars("By resource", "This month so far; credits count against it.", "short")
                        .decimals(2)
                        .asks(
                                "sort_desc(sum by (resource) ("
                                        + series("sublet_cost_month_to_date_by_resource", center) + "))",
                                "{{resource}}"))
                .row("Over time")
                .panel(Panel.lines(
                                "Month so far", "Grows through the month and falls when a price is put right.", "short")
                        .decimals(2)
                        .asks(
                                "sum by (cost_center) (" + series("sublet_cost_month_to_date", center) + ")",
                                "{{cost_center}}"))
                .panel(Panel.table(
                                "Months",
                                "Months that the ledger knows, those before this dashboard too. A closed month never changes.",
                                "short")
                        .decimals(2)
                        .asks(
                                "sort_desc(sum by (period, state, cost_center) (" + series("sublet_cost_period", center)
                                        + "))",
                                ""));
    }

    private static Dashboard vcluster() {
        return new Dashboard(
                        "sublet-vcluster",
                        "Sublet / One vcluster",
                        "One virtual cluster: use against claims, overhead, cost.")
                .variable(
                        "namespace",
                        "Host namespace",
                        "label_values(sublet_cost_month_to_date{vcluster!=\"\"}, vcluster_namespace)",
                        false)
                .variable(
                        "vcluster",
                        "vcluster",
                        "label_values(sublet_cost_month_to_date{vcluster_namespace=\"$namespace\"}, vcluster)",
                        false)
                .row("This month")
                .panel(Panel.stat("Cost so far", "All lines of this vcluster.", "short")
                        .decimals(2)
                        .asks("sum(sublet_cost_month_to_date{" + ONE + "})", ""))
                .panel(Panel.stat("Expected for the month", "Forecast by the weekdays of the last weeks.", "short")
                        .decimals(2)
                        .asks("sum(sublet_vcluster_cost_forecast{" + ONE + "})", ""))
                .panel(Panel.stat("Month before", "Cost of the whole month before.", "short")
                        .decimals(2)
                        .asks("sum(sublet_cost_previous_month{" + ONE + "}) or vector(0)", ""))
                .panel(Panel.stat(
                                "Overhead",
                                "What it costs before it runs anything, of all that it costs.",
                                "percentunit")
                        .steps("green", "0.3", "orange", "0.6", "red")
                        .asks("max(sublet_overhead_ratio{" + ONE + "})", ""))
                .row("Use against claims")
                .panel(Panel.lines("CPU", "Cores; a request keeps others out, used or not.", "short")
                        .asks(
                                "sum(rate(sublet_cpu_request_core_seconds_total{" + ONE + "}[$__rate_interval]))",
                                "claimed")
                        .asks("sum(rate(sublet_cpu_core_seconds_total{" + ONE + "}[$__rate_interval]))", "used"))
                .panel(Panel.lines("Memory", "Bytes; a request keeps others out, used or not.", "bytes")
                        .asks(
                                "sum(rate(sublet_memory_request_byte_seconds_total{" + ONE + "}[$__rate_interval]))",
                                "claimed")
                        .asks("sum(rate(sublet_memory_byte_seconds_total{" + ONE + "}[$__rate_interval]))", "used"))
                .panel(Panel.lines(
                                "CPU used by class", "Cores: tenants' pods beside the control plane and DNS.", "short")
                        .stacked()
                        .asks(
                                "sum by (class) (rate(sublet_cpu_core_seconds_total{" + ONE + "}[$__rate_interval]))",
                                "{{class}}"))
                .panel(Panel.lines("Network", "Bytes a second of all its pods.", "Bps")
                        .asks(
                                "sum(rate(sublet_network_receive_bytes_total{" + ONE + "}[$__rate_interval]))",
                                "received")
                        .asks("sum(rate(sublet_network_transmit_bytes_total{" + ONE + "}[$__rate_interval]))", "sent"))
                .row("Cost and what happened")
                .panel(Panel.bars("Cost by class", "This month so far.", "short")
                        .decimals(2)
                        .asks("sort_desc(sum by (class) (sublet_cost_month_to_date{" + ONE + "}))", "{{class}}"))
                .panel(Panel.lines("Requests inside", "Requests in its audit log, by what they were.", "reqps")
                        .asks(
                                "sum by (kind) (rate(sublet_audit_requests_total{" + JOB
                                        + ", source=\"$vcluster\"}[$__rate_interval])) or vector(0)",
                                "{{kind}}"));
    }

    private static Dashboard overhead() {
        return new Dashboard(
                        "sublet-overhead",
                        "Sublet / Overhead",
                        "What virtual clusters cost before they run anything, and where consolidation pays. sublet overhead"
                                + " --advice says what each saves.")
                .row("This month")
                .panel(Panel.stat("Overhead", "Control planes, DNS, add-ons and snapshots.", "short")
                        .decimals(2)
                        .asks("sum(" + series("sublet_overhead_cost_month_to_date") + ")", ""))
                .panel(Panel.stat("Share of vclusters' cost", "Overhead in all that vclusters cost.", "percentunit")
                        .steps("green", "0.2", "orange", "0.4", "red")
                        .asks(
                                "sum(" + series("sublet_overhead_cost_month_to_date") + ") / sum("
                                        + series("sublet_cost_month_to_date", "vcluster!=\"\"") + ")",
                                ""))
                .panel(Panel.stat(
                                "Mostly overhead",
                                "Vclusters of whose cost more than a third is overhead: merge, pause or delete them.",
                                "short")
                        .steps("green", "1", "orange")
                        .asks("count(" + series("sublet_overhead_ratio") + " > 0.33) or vector(0)", ""))
                .panel(Panel.stat(
                                "Cost of idle capacity",
                                "Capacity of nodes that nobody asked for, this month.",
                                "short")
                        .decimals(2)
                        .asks("sum(" + series("sublet_cost_month_to_date", "class=\"idle\"") + ") or vector(0)", ""))
                .row("By vcluster")
                .panel(Panel.bars(
                                "Share of overhead, highest first",
                                "Above a third, look at what it is for.",
                                "percentunit")
                        .steps("green", "0.33", "orange", "0.66", "red")
                        .link("Open this vcluster", VCLUSTER_LINK)
                        .asks(
                                "sort_desc(topk(20, " + series("sublet_overhead_ratio") + "))",
                                "{{vcluster_namespace}}/{{vcluster}}"))
                .panel(Panel.bars("Cost of overhead, highest first", "This month so far.", "short")
                        .decimals(2)
                        .link("Open this vcluster", VCLUSTER_LINK)
                        .asks(
                                "sort_desc(topk(20, sum by (vcluster_namespace, vcluster) ("
                                        + series("sublet_overhead_cost_month_to_date") + ")))",
                                "{{vcluster_namespace}}/{{vcluster}}"))
                .panel(Panel.bars("What it is made of", "This month so far.", "short")
                        .decimals(2)
                        .asks(
                                "sort_desc(sum by (class) (" + series("sublet_overhead_cost_month_to_date") + "))",
                                "{{class}}"))
                .panel(Panel.bars(
                                "Claimed and not used",
                                "CPU that tenants' requests keep and do not use, of what they keep: smaller requests free it.",
                                "percentunit")
                        .link("Open this vcluster", VCLUSTER_LINK)
                        .asks(
                                "sort_desc(1 - sum by (vcluster_namespace, vcluster) ("
                                        + rate("sublet_cpu_core_seconds_total", "class=\"workload\"")
                                        + ") / (sum by (vcluster_namespace, vcluster) ("
                                        + rate("sublet_cpu_request_core_seconds_total", "class=\"workload\"")
                                        + ") > 0))",
                                "{{vcluster_namespace}}/{{vcluster}}"))
                .row("Over time")
                .panel(Panel.lines("Share of overhead", "Of vclusters' cost, month so far.", "percentunit")
                        .wide(24)
                        .asks(
                                "sum(" + series("sublet_overhead_cost_month_to_date") + ") / sum("
                                        + series("sublet_cost_month_to_date", "vcluster!=\"\"") + ")",
                                "overhead"));
    }

    private static Dashboard audit() {
        return new Dashboard(
                        "sublet-audit",
                        "Sublet / Audit",
                        "Who does how much inside virtual clusters, and whether their audit logs arrive. sublet audit search says who.")
                .variable("source", "Source", "label_values(sublet_audit_requests_total, source)", true)
                .row("Inside")
                .panel(Panel.lines("Requests by kind", "Requests a second; denied are answers 401 and 403.", "reqps")
                        .stacked()
                        .asks(
                                "sum by (kind) (" + rate("sublet_audit_requests_total", "source=~\"$source\"") + ")",
                                "{{kind}}"))
                .panel(Panel.lines("Requests by vcluster, largest ten", "Requests a second.", "reqps")
                        .asks(
                                "topk(10, sum by (source) ("
                                        + rate("sublet_audit_requests_total", "source=~\"$source\"") + "))",
                                "{{source}}"))
                .panel(Panel.table(
                                "Kept since the start",
                                "Requests that are in the ledger since this process started.",
                                "short")
                        .asks(
                                "sum by (source, kind) (" + series("sublet_audit_requests_total", "source=~\"$source\"")
                                        + ")",
                                ""))
                .panel(Panel.bars(
                                "Since the newest event",
                                "A vcluster that people use and that is silent for long may have lost its webhook.",
                                "s")
                        .asks(
                                "sort_desc(time() - "
                                        + series("sublet_audit_last_event_timestamp_seconds", "source=~\"$source\"")
                                        + ")",
                                "{{source}}"))
                .row("The receiver")
                .panel(Panel.lines(
                                "Events by outcome",
                                "Stored, received a second time, or set aside because they cannot be read.",
                                "short")
                        .asks("sum by (outcome) (" + rate("sublet_audit_events_total") + ")", "{{outcome}}"))
                .panel(Panel.lines("Calls by outcome", "Calls of webhooks; refused means a wrong token.", "short")
                        .asks("sum by (outcome) (" + rate("sublet_audit_calls_total") + ")", "{{outcome}}"))
                .panel(Panel.stat("Calls inside now", "Calls being read or stored; many mean a slow disk.", "short")
                        .steps("green", "8", "orange")
                        .asks("sum(" + series("sublet_audit_calls_inside") + ")", ""));
    }
}
