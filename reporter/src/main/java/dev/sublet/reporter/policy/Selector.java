package dev.sublet.reporter.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which charges a policy means: for each key one of the values must fit, {@code *} standing for anything. Without keys all
 * charges fit. Immutable.
 *
 * @param labels values by the label's key; only labels that the collector records can be asked for
 */
public record Selector(Map<Key, List<String>> values, Map<String, List<String>> labels) {
    /** What can be asked of a charge. */
    public enum Key {
        CLASS("class", "class"),
        /** By its name or its UID. */
        CLUSTER("cluster", "cluster_name"),
        RESOURCE("resource", "resource::VARCHAR"),
        COST_CENTER("costCenter", "cost_center"),
        TEAM("team", "team"),
        /** By namespace/name on the host. */
        VCLUSTER("vcluster", "vcluster_name"),
        /** On the host. */
        NAMESPACE("namespace", "namespace"),
        VIRTUAL_NAMESPACE("virtualNamespace", "virtual_namespace"),
        /** Of a pod, a volume, a service or a fixed cost. */
        NAME("name", "name");

        private final String label;
        private final String column;

        Key(String label, String column) {
            this.label = label;
            this.column = column;
        }

        /** The key in a policy file. */
        public String label() {
            return label;
        }
    }

    public Selector {
        values = Map.copyOf(values);
        labels = Map.copyOf(labels);
    }

    public static Selector everything() {
        return new Selector(Map.of(), Map.of());
    }

    /** A condition over the columns of the table {@code combo}. */
    String condition() {
        StringBuilder condition = new StringBuilder("true");
        new TreeMap<>(values).forEach((key, patterns) -> {
            StringBuilder any = new StringBuilder("false");
            for (String pattern : patterns) {
                any.append(" OR ").append(fits(key.column, pattern));
                if (key == Key.CLUSTER) {
                    any.append(" OR ").append(fits("cluster", pattern));
                }
            }
            condition.append(" AND coalesce(").append(any).append(", false)");
        });
        new TreeMap<>(labels).forEach((key, patterns) -> {
            StringBuilder any = new StringBuilder("false");
            for (String pattern : patterns) {
                any.append(" OR len(list_filter(string_split(labels, ','), lambda label: ")
                        .append(fits("label", key + "=" + pattern))
                        .append(")) > 0");
            }
            condition.append(" AND coalesce(").append(any).append(", false)");
        });
        return condition.toString();
    }

    private static String fits(String column, String pattern) {
        return pattern.contains("*")
                ? column + " LIKE '" + escaped(pattern) + "' ESCAPE '\\'"
                : column + " = '" + pattern.replace("'", "''") + "'";
    }

    private static String escaped(String pattern) {
        return pattern.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace("*", "%")
                .replace("'", "''");
    }
}
