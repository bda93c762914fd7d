package dev.sublet.reporter.hold;

import dev.sublet.reporter.ReportException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a hold can be placed on, by the names that retention has. */
final class HoldTable {
    private static final Map<String, List<String>> TABLES = new TreeMap<>(Map.of(
            "usage", List.of("usage"),
            "usage_hour", List.of("usage_hour"),
            "audit", List.of("audit_event", "audit_set_aside")));

    private HoldTable() {}

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

    /** The name behind the ledger's tables, as {@link #named} took it. */
    static String nameOf(String tables) {
        for (Map.Entry<String, List<String>> entry : TABLES.entrySet()) {
            if (String.join(",", entry.getValue()).equals(tables)) {
                return entry.getKey();
            }
        }
        return tables;
    }
}
