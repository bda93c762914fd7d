package dev.sublet.api;

import java.util.Optional;
import java.util.Set;

/**
 * A role, and for which cost centers somebody has it. Immutable.
 *
 * @param costCenters the IDs of those that it reaches; empty for all
 */
public record Grant(Role role, Optional<Set<String>> costCenters) {
    public Grant {
        costCenters = costCenters.map(Set::copyOf);
    }
}
