package dev.sublet.collector.watch;

import dev.sublet.ledger.span.RecordedLabels;
import java.util.Set;

/**
 * Which labels of the host count: two of namespaces say who pays, and {@code recorded} are kept with pods, volumes and load
 * balancers, for policies to ask for.
 */
public record HostLabels(String costCenter, String team, Set<String> recorded) {
    public static final HostLabels DEFAULT = new HostLabels("cost-center", "team", Set.of());

    /**
     * @throws IllegalArgumentException when there are too many keys to record
     */
    public HostLabels {
        recorded = Set.copyOf(recorded);
        if (recorded.size() > RecordedLabels.KEYS_MAX) {
            throw new IllegalArgumentException("labels to record are " + recorded.size() + ", more than "
                    + RecordedLabels.KEYS_MAX + "; record fewer");
        }
    }
}
