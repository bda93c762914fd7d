package dev.sublet.reporter.explain;

import java.util.Collections;
import java.util.Locale;

/** By what amounts can be narrowed down, in the order in which an answer goes deeper. */
public enum Filter {
    LINE("line", "line::VARCHAR"),
    COST_CENTER("cost center", "cost_center"),
    CHARGE("kind of charge", "charge"),
    CLUSTER("cluster", "cluster_name"),
    VCLUSTER("vcluster", "vcluster"),
    CLASS("class", "class"),
    RESOURCE("resource", "resource"),
    POLICY("policy", "policy"),
    SOURCE("source", "source"),
    NAMESPACE("namespace", "coalesce(virtual_namespace, namespace)"),
    OWNER_OBJECT("owner object", "owner"),
    DAY("day", "day_s"),
    NODE("node", "node"),
    /** Of a pod, a volume, a service or a fixed cost. */
    POD("pod", "name"),
    HOUR("hour", "hour_s");

    /** Stands for what is outside all vclusters. */
    public static final String NONE = "none";

    private final String title;
    private final String names;

    Filter(String title, String names) {
        this.title = title;
        this.names = names;
    }

    /** The command line's option, without its dashes. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    /** An expression over the table {@code explained} that gives the names to choose from. */
    String names() {
        return names;
    }

    /** A condition over the table {@code explained}, with {@link #places} places for the value. */
    String condition() {
        return switch (this) {
            case LINE ->
                "EXISTS (SELECT 1 FROM explained_line l WHERE l.line = TRY_CAST(? AS BIGINT) AND l.cost_center = e.cost_center"
                        + " AND l.team IS NOT DISTINCT FROM e.team AND l.cluster = e.cluster"
                        + " AND l.vcluster_uid IS NOT DISTINCT FROM e.vcluster_uid AND l.class = e.class AND l.resource = e.resource"
                        + " AND l.charge = e.charge AND l.policy IS NOT DISTINCT FROM e.policy"
                        + " AND l.source IS NOT DISTINCT FROM e.source AND l.pricing = e.pricing)";
            case COST_CENTER -> "(cost_center = ? OR (? = 'no owner yet' AND cost_center = 'suspense'))";
            case CLUSTER -> "(cluster_name = ? OR cluster = ?)";
            case VCLUSTER ->
                "(vcluster = ? OR vcluster_namespace || '/' || vcluster = ? OR vcluster_uid = ? OR (? = '" + NONE
                        + "' AND vcluster_uid IS NULL))";
            case NAMESPACE -> "(namespace = ? OR virtual_namespace = ?)";
            case POD -> "(name = ? OR namespace || '/' || name = ?)";
            case DAY, HOUR -> names + " = ?::BIGINT";
            case CHARGE, CLASS, RESOURCE, POLICY, SOURCE, OWNER_OBJECT, NODE -> names + " = ?";
        };
    }

    int places() {
        return Collections.frequency(
                condition().chars().mapToObj(point -> (char) point).toList(), '?');
    }
}
