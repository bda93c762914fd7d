package dev.sublet.daemon;

import org.jspecify.annotations.Nullable;

/**
 * An API server that sends audit events.
 *
 * @param name the part of the URL's path that names it
 * @param vcluster whose API server it is, or null for the host's
 * @param namespace the vcluster's namespace on the host, or null
 */
record AuditSource(
        String name,
        @Nullable String vcluster,
        @Nullable String namespace,
        String token) {
    @Override
    public String toString() {
        return "AuditSource[name=" + name + ", vcluster=" + vcluster + ", namespace=" + namespace
                + ", token=(hidden)]";
    }
}
