package dev.sublet.bot.parity;

import java.util.Map;
import java.util.Set;

/**
 * What a cluster offers, as far as it could be read. Immutable.
 *
 * @param kubernetes its version, such as {@code 1.36.0}; empty when unknown
 * @param resources served, as {@code group/plural}; those of the core group as {@code /plural}
 * @param definitions the versions of each CustomResourceDefinition
 * @param classes storage, ingress, runtime and priority classes, by their plural
 * @param admission webhooks and policies, as {@code kind name}
 * @param nodeLabels keys that some node has
 * @param taints of nodes, as {@code key:effect}
 * @param unread what the server refused to tell: no part of the comparison
 */
public record Inventory(
        String kubernetes,
        Set<String> resources,
        Map<String, Set<String>> definitions,
        Map<String, Set<String>> classes,
        Set<String> admission,
        Set<String> nodeLabels,
        Set<String> taints,
        Set<String> unread) {
    public Inventory {
        resources = Set.copyOf(resources);
        definitions = Map.copyOf(definitions);
        classes = Map.copyOf(classes);
        admission = Set.copyOf(admission);
        nodeLabels = Set.copyOf(nodeLabels);
        taints = Set.copyOf(taints);
        unread = Set.copyOf(unread);
    }
}
