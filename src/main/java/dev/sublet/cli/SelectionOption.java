package dev.sublet.cli;

import dev.sublet.reporter.explain.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which amount is meant. */
final class SelectionOption {
    private final Map<Filter, String> selection = new EnumMap<>(Filter.class);

    Map<Filter, String> selection() {
        return selection;
    }

    @Option(names = "--cost-center", paramLabel = "NAME", description = "What this one pays.")
    void costCenter(String value) {
        selection.put(Filter.COST_CENTER, value);
    }

    @Option(names = "--charge", paramLabel = "KIND", description = "usage, shared, fee, markup, correction, ….")
    void charge(String value) {
        selection.put(Filter.CHARGE, value);
    }

    @Option(names = "--cluster", paramLabel = "NAME", description = "A host cluster.")
    void cluster(String value) {
        selection.put(Filter.CLUSTER, value);
    }

    @Option(
            names = "--vcluster",
            paramLabel = "NAME",
            description = "By its name, namespace/name or UID; none for what is outside all.")
    void vcluster(String value) {
        selection.put(Filter.VCLUSTER, value);
    }

    @Option(names = "--class", paramLabel = "CLASS", description = "workload, control-plane, idle, ….")
    void podClass(String value) {
        selection.put(Filter.CLASS, value);
    }

    @Option(names = "--resource", paramLabel = "NAME", description = "cpu, memory, gpu, storage, ….")
    void resource(String value) {
        selection.put(Filter.RESOURCE, value);
    }

    @Option(names = "--policy", paramLabel = "NAME", description = "What this policy made.")
    void policy(String value) {
        selection.put(Filter.POLICY, value);
    }

    @Option(names = "--source", paramLabel = "TEXT", description = "What was handed on, such as \"idle of c1\".")
    void source(String value) {
        selection.put(Filter.SOURCE, value);
    }

    @Option(names = "--namespace", paramLabel = "NAME", description = "Of the host, or virtual.")
    void namespace(String value) {
        selection.put(Filter.NAMESPACE, value);
    }

    @Option(names = "--owner-object", paramLabel = "KIND/NAME", description = "What owns pods: Deployment/web.")
    void ownerObject(String value) {
        selection.put(Filter.OWNER_OBJECT, value);
    }

    @Option(names = "--node", paramLabel = "NAME", description = "What was on this node.")
    void node(String value) {
        selection.put(Filter.NODE, value);
    }

    @Option(
            names = "--pod",
            paramLabel = "NAME",
            description = "A pod, volume, load balancer or fixed cost by its name, or namespace/name.")
    void pod(String value) {
        selection.put(Filter.POD, value);
    }

    @Option(names = "--day", paramLabel = "YYYY-MM-DD", description = "A billing day.")
    void day(String value) {
        selection.put(Filter.DAY, value);
    }

    @Option(names = "--hour", paramLabel = "TIME", description = "An hour by its start: 2026-11-03T14:00:00Z.")
    void hour(String value) {
        selection.put(Filter.HOUR, value);
    }

    @Option(names = "--line", paramLabel = "NUMBER", description = "A line of the statement by its number.")
    void line(String value) {
        selection.put(Filter.LINE, value);
    }

    /** A command line as it was typed, without what selects. */
    static String without(List<String> typed) {
        List<String> kept = new ArrayList<>(List.of("sublet"));
        boolean skip = false;
        for (String word : typed) {
            if (skip) {
                skip = false;
                continue;
            }
            Filter filter = filter(word);
            skip = filter != null && !word.contains("=");
            if (filter == null) {
                kept.add(word.matches("[\\w./:@%+,=-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
            }
        }
        return String.join(" ", kept);
    }

    private static @Nullable Filter filter(String word) {
        return Arrays.stream(Filter.values())
                .filter(each -> word.equals("--" + each.option()) || word.startsWith("--" + each.option() + "="))
                .findFirst()
                .orElse(null);
    }
}
