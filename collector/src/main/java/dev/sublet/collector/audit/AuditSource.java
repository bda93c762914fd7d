package dev.sublet.collector.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * An API server that sends its audit events here. An event names no cluster, so URL path and token say whose it is.
 *
 * @param name the last part of the webhook's path
 * @param vclusterNamespace host namespace of the vcluster whose API server it is; null for the host's own
 * @param vcluster likewise its name
 * @param token secret that the webhook's kubeconfig holds
 */
public record AuditSource(
        String name,
        @Nullable String vclusterNamespace,
        @Nullable String vcluster,
        String token) {
    public AuditSource {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,126}")) {
            throw new IllegalArgumentException("audit source '" + name
                    + "' is part of a URL; use at most 127 letters, digits, dots, dashes and underscores");
        }
        if ((vclusterNamespace == null) != (vcluster == null)) {
            throw new IllegalArgumentException(
                    "audit source " + name + " needs both a vcluster and its namespace, or neither for the host");
        }
        if (token.isBlank()) {
            throw new IllegalArgumentException("audit source " + name + " needs a token");
        }
    }

    /** Compares in a time that does not tell how much was right. */
    public boolean accepts(String presented) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AuditSource[" + name + ", vcluster=" + vclusterNamespace + "/" + vcluster + ", token=redacted]";
    }
}
