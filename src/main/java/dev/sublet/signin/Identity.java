package dev.sublet.signin;

import java.util.Set;

/**
 * A person as the provider names one. Immutable.
 *
 * @param person the name that goes on record
 */
public record Identity(String person, Set<String> groups) {
    public Identity {
        groups = Set.copyOf(groups);
    }
}
