package dev.sublet.reporter.hold;

import dev.sublet.reporter.ReportException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a hold can be placed on, by the names that retention has. Pods' and other spans are held with the rows that they give
 * a meaning to.
 */
final class HoldTable {
    private static final List<String> SPANS =
            List.of("node_span", "owner_span", "pod_span", "service_span", "vcluster_span", "volume_span");
    private static final Map<String, List<String>> TABLES = new TreeMap<>(Map.of(
            "usage", sorted(SPANS, "node_tick", "tick", "unseen_usage", "usage"),
            "usage_hour", sorted(SPANS, "usage_hour"),
            "audit", List.of("audit_event", "audit_set_aside")));

    private HoldTable() {}

    private static List<String> sorted(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).sorted().toList();
    }

    /** The ledger's tables behind a name. */
    static List<String> named(String name) {
        List<String> tables = TABLES.get(name);
        if (tables == null) {
            throw new ReportException(
                    "nothing is retired from a table " + name + "; name one of " + String.join(", ", TABLES.keySet())
                            + ", or none for all",
                    2);
        }
        return tables;
    }

    /** The name behind the ledger's tables, given in the order of their names and separated by commas. */
    static String nameOf(String tables) {
        for (Map.Entry<String, List<String>> entry : TABLES.entrySet()) {
            if (String.join(",", entry.getValue()).equals(tables)) {
                return entry.getKey();
            }
        }
        return tables;
    }
}
