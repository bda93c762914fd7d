package dev.sublet.ledger.audit;

import dev.sublet.ledger.KnownTime;
import org.jspecify.annotations.Nullable;

/**
 * One event of a Kubernetes audit webhook. Its key is source, {@code auditId} and {@code stage}. Times are microseconds
 * since the epoch. Bodies of requests and responses are not kept.
 *
 * @param source the name in the URL path that, with its token, says which API server sent the event
 * @param vcluster the vcluster that the source stands for, or null for the host
 * @param person {@code impersonatedUser} if there is one, else {@code user}
 * @param detail the event as received without request and response objects, as JSON text, bounded
 */
public record AuditEvent(
        String source,
        String auditId,
        String stage,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        long receivedUs,
        long stageUs,
        @Nullable String level,
        @Nullable String verb,
        @Nullable String person,
        @Nullable String username,
        @Nullable String apiGroup,
        @Nullable String resource,
        @Nullable String subresource,
        @Nullable String namespace,
        @Nullable String name,
        @Nullable Integer code,
        @Nullable String requestUri,
        @Nullable String sourceIps,
        @Nullable String userAgent,
        String detail) {
    /**
     * Refuses times that the ledger does not know.
     *
     * @throws IllegalArgumentException when {@code stageUs} lies outside the years 1970 to 2100
     */
    public AuditEvent {
        if (!KnownTime.holdsMicros(stageUs)) {
            throw new IllegalArgumentException("audit event " + auditId + " of " + source + " has stage time " + stageUs
                    + " µs, which is not in the years 1970 to 2100; set it aside");
        }
    }
}
