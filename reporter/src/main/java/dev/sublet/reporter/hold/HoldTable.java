package dev.sublet.reporter.hold;

import dev.sublet.reporter.ReportException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a hold can be placed on, by the names that retention has. */
final class HoldTable {
    /** They give the other rows their meaning, so each hold but one on audit events covers them. */
    static final List<String> SPANS =
            List.of("node_span", "owner_span", "pod_span", "service_span", "vcluster_span", "volume_span");

    private static final String AUDIT = "audit";
    private static final Map<String, List<String>> TABLES = new TreeMap<>(Map.of(
            "usage",
            List.of("node_tick", "tick", "unseen_usage", "usage"),
            "usage_hour",
            List.of("usage_hour"),
            AUDIT,
            List.of("audit_event", "audit_set_aside")));

    private HoldTable() {}

    /** The ledger's tables behind a name, without spans; one null stands for every table. */
    static List<@Nullable String> named(@Nullable String name) {
        if (name == null) {
            return Collections.singletonList(null);
        }
        List<String> tables = TABLES.get(name);
        if (tables == null) {
            throw new ReportException(
                    "nothing is retired from a table " + name + "; name one of " + String.join(", ", TABLES.keySet())
                            + ", or none for all",
                    2);
        }
        return Collections.unmodifiableList(new ArrayList<@Nullable String>(tables));
    }

    static boolean needsSpans(@Nullable String name) {
        return !AUDIT.equals(name);
    }

    /** The name behind the ledger's tables, given in the order of their names and separated by commas. */
    static @Nullable String nameOf(@Nullable String tables) {
        for (Map.Entry<String, List<String>> entry : TABLES.entrySet()) {
            if (String.join(",", entry.getValue()).equals(tables)) {
                return entry.getKey();
            }
        }
        return tables;
    }
}
