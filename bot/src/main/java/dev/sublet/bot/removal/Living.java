package dev.sublet.bot.removal;

import java.util.Set;

/**
 * What is alive on a host. Immutable.
 *
 * @param resources VirtualClusters, as namespace/name
 * @param controlPlanes vclusters, whoever made them, as namespace/name
 * @param namespaces names of all namespaces
 */
record Living(Set<String> resources, Set<String> controlPlanes, Set<String> namespaces) {
    Living {
        resources = Set.copyOf(resources);
        controlPlanes = Set.copyOf(controlPlanes);
        namespaces = Set.copyOf(namespaces);
    }

    /** Whether a mark {@code NAMESPACE-x-NAME} names one. It cannot be split, so it is compared with each. */
    boolean isMarkOfOne(String mark) {
        return controlPlanes.stream()
                .anyMatch(one -> mark.equals(one.replace("/", "-x-"))
                        // Long marks end in a digest: nothing is called a leak that may not be one.
                        || (mark.length() > Leaks.MARK_CUT
                                && one.replace("/", "-x-").startsWith(head(mark))));
    }

    private static String head(String mark) {
        return mark.substring(0, Leaks.MARK_CUT);
    }
}
