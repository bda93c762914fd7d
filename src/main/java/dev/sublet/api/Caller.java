package dev.sublet.api;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who asks. Immutable.
 *
 * @param name under which what is done goes on record
 * @param person whether the name is a person's, as the sign-in or the file of tokens says; else it may be a machine's
 * @param grants what the caller may; several roles may reach different cost centers
 */
public record Caller(String name, boolean person, Set<Grant> grants) {
    public Caller {
        grants = Set.copyOf(grants);
    }

    /** A machine that has all roles for the same cost centers. */
    public Caller(String name, Set<Role> roles, Optional<Set<String>> costCenters) {
        this(
                name,
                false,
                roles.stream().map(role -> new Grant(role, costCenters)).collect(Collectors.toUnmodifiableSet()));
    }

    /** One who may do everything, as somebody who may read and write the data folder can anyway. */
    public static Caller master(String name) {
        return new Caller(name, Set.copyOf(Arrays.asList(Role.values())), Optional.empty());
    }

    public Set<Role> roles() {
        return grants.stream().map(Grant::role).collect(Collectors.toUnmodifiableSet());
    }

    /** The same with these roles alone: what another role reaches must not widen what these do. */
    public Caller acting(Set<Role> wanted) {
        return new Caller(
                name,
                person,
                grants.stream().filter(grant -> wanted.contains(grant.role())).collect(Collectors.toUnmodifiableSet()));
    }

    /** The IDs of the cost centers that the caller may see; empty for all. */
    public Optional<Set<String>> costCenters() {
        Set<String> all = new HashSet<>();
        for (Grant grant : grants) {
            if (grant.costCenters().isEmpty()) {
                return Optional.empty();
            }
            all.addAll(grant.costCenters().get());
        }
        return Optional.of(all);
    }

    /** Whether there is anything that the caller may not see. */
    public boolean isScoped() {
        return costCenters().isPresent();
    }

    public boolean sees(String costCenter) {
        return costCenters().map(own -> own.contains(costCenter)).orElse(true);
    }
}
