package dev.sublet.reporter.auditsearch;

import org.jspecify.annotations.Nullable;

/**
 * What to look for in the audit record; null asks for anything.
 *
 * @param vcluster its name, or host namespace/name
 * @param user the person exactly, case matters; {@code *} stands for any text
 * @param verb in upper or lower case
 * @param resource such as deployments, or with its subresource: deployments/scale
 * @param fromS seconds since the epoch, by the time of the event's stage, inclusive
 * @param toS exclusive
 * @param limit at most this many events, the newest of them
 */
public record AuditQuery(
        @Nullable String vcluster,
        @Nullable String user,
        @Nullable String verb,
        @Nullable String resource,
        @Nullable String namespace,
        long fromS,
        long toS,
        int limit) {}
