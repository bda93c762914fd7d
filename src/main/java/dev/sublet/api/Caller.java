package dev.sublet.api;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks. Immutable.
 *
 * @param name under which what is done goes on record
 * @param costCenters the IDs of those that the caller may see; empty for all
 */
public record Caller(String name, Set<Role> roles, Optional<Set<String>> costCenters) {
    public Caller {
        roles = Set.copyOf(roles);
        costCenters = costCenters.map(Set::copyOf);
    }

    /** One who may do everything, as somebody who may read and write the data folder can anyway. */
    public static Caller master(String name) {
        return new Caller(name, EnumSet.allOf(Role.class), Optional.empty());
    }

    /** Whether there is anything that the caller may not see. */
    public boolean isScoped() {
        return costCenters.isPresent();
    }

    public boolean sees(String costCenter) {
        return costCenters.isEmpty() || costCenters.get().contains(costCenter);
    }
}
