package dev.sublet.reporter.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What parts are called. Stateless. */
final class Named {
    private Named() {}

    /** A pod, a volume, a service or a node: namespace, name and node, any of which may be unknown. */
    static String thing(List<@Nullable String> values) {
        String name = values.get(1);
        String node = values.get(2);
        if (name == null) {
            return node == null ? "" : "node " + node;
        }
        return (values.get(0) == null ? "" : values.get(0) + "/") + name + (node == null ? "" : " on " + node);
    }

    /** A kind of charge. */
    static String charge(String charge) {
        return switch (charge) {
            case "usage" -> "own cost";
            case "shared" -> "handed on to it";
            case "kept" -> "kept by policy";
            default -> charge;
        };
    }
}
