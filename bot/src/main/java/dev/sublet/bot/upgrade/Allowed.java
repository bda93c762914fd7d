package dev.sublet.bot.upgrade;

import dev.sublet.bot.blueprint.Blueprint;
import java.util.List;

/**
 * What a blueprint allows on the way. Immutable.
 *
 * @param by whose rule it is, for messages
 * @param charts versions
 * @param kubernetes minors
 */
public record Allowed(String by, List<String> charts, List<String> kubernetes) {
    public Allowed {
        charts = List.copyOf(charts);
        kubernetes = List.copyOf(kubernetes);
    }

    /** What a blueprint says. */
    public static Allowed of(Blueprint blueprint) {
        return new Allowed(
                "blueprint " + blueprint.reference(), blueprint.chart().versions(), blueprint.kubernetesVersions());
    }
}
