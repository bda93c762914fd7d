package dev.sublet.bot.adopt;

import dev.sublet.bot.resource.VirtualClusterSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * What would change for a vcluster that is put under a blueprint. Immutable.
 *
 * @param revision of the release as it was looked at
 * @param spec that its VirtualCluster would have
 * @param objects on the host, each with what would become of it
 * @param values of the release that would change; none: nothing restarts
 * @param beyond what of a quota would be too small for what runs now
 * @param refusals why it cannot be; none: it can
 */
public record AdoptionPlan(
        String namespace,
        String name,
        int revision,
        VirtualClusterSpec spec,
        List<String> objects,
        List<String> values,
        List<String> beyond,
        List<String> refusals) {
    public AdoptionPlan {
        objects = List.copyOf(objects);
        values = List.copyOf(values);
        beyond = List.copyOf(beyond);
        refusals = List.copyOf(refusals);
    }

    /** Whether the control plane would start anew. */
    public boolean restarts() {
        return !values.isEmpty();
    }

    /** For people, a fact a line. */
    public String text() {
        return Stream.of(
                        Stream.of(namespace + "/" + name + " under blueprint " + spec.blueprint() + ", team "
                                + spec.owner().team() + ", cost center "
                                + spec.owner().costCenter()),
                        Stream.of("objects on the host:"),
                        indented(objects, "none"),
                        Stream.of(
                                restarts()
                                        ? "values of the release, for which the control plane restarts once:"
                                        : "values of the release:"),
                        indented(values, "equal: nothing is installed anew, and nothing restarts"),
                        Stream.of("quota that would refuse what runs now, should it have to start again:"),
                        indented(beyond, "none"),
                        refusals.isEmpty() ? Stream.<String>of() : Stream.of("it cannot be adopted:"),
                        refusals.stream().map(line -> "  " + line))
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private static Stream<String> indented(List<String> lines, String none) {
        return (lines.isEmpty() ? Stream.of(none) : lines.stream()).map(line -> "  " + line);
    }
}
