package dev.sublet.reporter.overhead;

/** A number that comparisons and advice rest on and that people may change. */
public enum Assumption {
    NODES_MIN("nodes-min", 1, 1, 1000, "nodes that a cluster of its own has at least"),
    NODES_HA("nodes-ha", 3, 1, 1000, "likewise where one may fail"),
    PODS_PER_NODE("pods-per-node", 110, 1, 10_000, "pods that fit on a node, Kubernetes' default"),
    FLOOR("floor", 1, 0, 1_000_000_000, "no advice below this much of the currency a month"),
    MERGE_PERCENT("merge-percent", 30, 0, 100, "overhead of a small vcluster's cost, above which merging is looked at"),
    IDLE_PERCENT("idle-percent", 5, 0, 100, "CPU used of what tenants request, below which an hour is idle"),
    IDLE_MILLICORES("idle-millicores", 20, 0, 1_000_000, "likewise for tenants that request little"),
    QUIET_PERCENT("quiet-percent", 90, 50, 100, "hours of nights or weekends that must be idle for a pause"),
    NIGHT_FROM("night-from", 20, 0, 23, "hour of the billing zone at which a night begins"),
    NIGHT_TO("night-to", 6, 0, 23, "hour at which it ends"),
    IDLE_DAYS("idle-days", 14, 1, 366, "days without any use before a vcluster is idle altogether"),
    STORE_PERCENT("store-percent", 20, 0, 100, "of a store's cost that a shared one still costs"),
    REQUEST_PERCENT("request-percent", 200, 100, 10_000, "of the highest use, from which a request is too large"),
    HEADROOM_PERCENT("headroom-percent", 20, 0, 1000, "that a smaller request keeps above the highest use");

    private final String label;
    private final long usual;
    private final long min;
    private final long max;
    private final String meaning;

    Assumption(String label, long usual, long min, long max, String meaning) {
        this.label = label;
        this.usual = usual;
        this.min = min;
        this.max = max;
        this.meaning = meaning;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }

    public long usual() {
        return usual;
    }

    public String meaning() {
        return meaning;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }
}
