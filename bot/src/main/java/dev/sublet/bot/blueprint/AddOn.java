package dev.sublet.bot.blueprint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs inside every virtual cluster of a blueprint: manifests, a chart, or both. Immutable, but for {@code values}.
 *
 * @param namespace inside the virtual cluster; made when it is not there
 * @param chart with exactly one version, or null
 */
public record AddOn(
        String name,
        String namespace,
        List<Manifest> manifests,
        @Nullable ChartSource chart,
        ObjectNode values) {
    public AddOn {
        manifests = List.copyOf(manifests);
    }
}
