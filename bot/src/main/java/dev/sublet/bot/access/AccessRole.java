package dev.sublet.bot.access;

import dev.sublet.bot.plan.RefusedException;
import java.util.Arrays;

/** The ClusterRoles inside a virtual cluster that may be given to people. No other can be named. */
public enum AccessRole {
    VIEW("view"),
    EDIT("edit"),
    ADMIN("admin"),
    CLUSTER_ADMIN("cluster-admin");

    private final String clusterRole;

    AccessRole(String clusterRole) {
        this.clusterRole = clusterRole;
    }

    /** As Kubernetes calls it. */
    public String clusterRole() {
        return clusterRole;
    }

    /**
     * Reads one.
     *
     * @throws RefusedException when it is another word
     */
    public static AccessRole parse(String text) {
        return Arrays.stream(values())
                .filter(role -> role.clusterRole.equals(text))
                .findFirst()
                .orElseThrow(() -> new RefusedException("role \"" + text + "\" cannot be given; choose from "
                        + Arrays.stream(values()).map(AccessRole::clusterRole).toList()));
    }
}
