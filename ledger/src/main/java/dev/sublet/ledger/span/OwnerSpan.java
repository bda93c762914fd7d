package dev.sublet.ledger.span;

import org.jspecify.annotations.Nullable;

/**
 * Who pays for a vcluster or for a host namespace in {@code [fromS, toS)}. Several cost centers may share one subject:
 * the parts of a subject at any second sum to 1 000 000.
 *
 * @param subjectKind {@code vcluster} or {@code namespace}
 * @param subject the vcluster's UID or the namespace's name
 * @param shareMillionths this cost center's part
 * @param source {@code registry} or {@code namespace}
 * @param recordedAtS when this ledger learned of it
 */
public record OwnerSpan(
        long spanId,
        String cluster,
        String subjectKind,
        String subject,
        String costCenter,
        @Nullable String team,
        long shareMillionths,
        String source,
        long fromS,
        @Nullable Long toS,
        long recordedAtS) {}
