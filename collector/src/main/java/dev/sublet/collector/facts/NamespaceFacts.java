package dev.sublet.collector.facts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host namespace.
 *
 * @param costCenter value of the configured cost-center label, or null
 * @param labels only those that are recorded
 * @param managedBy label vcluster.loft.sh/managed-by, which marks a namespace that a vcluster maps, or null
 */
public record NamespaceFacts(
        String uid,
        String name,
        @Nullable String costCenter,
        @Nullable String team,
        @Nullable String managedBy,
        Map<String, String> labels)
        implements Fact {}
