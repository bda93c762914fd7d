package dev.sublet.reporter.explain;

import java.util.List;

/** How deep an amount is told apart; each level cuts the one before it. */
public enum Level {
    COST_CENTER("cost center", List.of("cost_center")),
    CHARGE("kind of charge", List.of("charge")),
    VCLUSTER("vcluster", List.of("cluster_name", "vcluster_namespace", "vcluster", "vcluster_uid")),
    CLASS_AND_RESOURCE("class and resource", List.of("class", "resource")),
    POLICY("policy and source", List.of("policy", "source")),
    DAY("day", List.of("day_s")),
    THING("pod, node or other thing", List.of("namespace", "name", "node")),
    HOUR("hour", List.of("hour_s")),
    /** Below an hour, or below a day of what has no hours: no parts but the arithmetic. */
    ARITHMETIC("arithmetic", List.of());

    private final String title;
    private final String columns;

    Level(String title, List<String> columns) {
        this.title = title;
        this.columns = String.join(" ", columns);
    }

    public String title() {
        return title;
    }

    /** Of the table {@code explained}. */
    List<String> columns() {
        return columns.isEmpty() ? List.of() : List.of(columns.split(" ", -1));
    }

    boolean isTime() {
        return this == DAY || this == HOUR;
    }
}
