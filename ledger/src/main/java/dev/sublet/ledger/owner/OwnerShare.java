package dev.sublet.ledger.owner;

import org.jspecify.annotations.Nullable;

/**
 * One cost center's part of a subject's bill. The parts of a subject sum to exactly {@value #WHOLE}.
 *
 * @param shareMillionths this cost center's part, above 0
 * @param source {@value #FROM_REGISTRY} or {@value #FROM_NAMESPACE}
 */
public record OwnerShare(String costCenter, @Nullable String team, long shareMillionths, String source) {
    public static final long WHOLE = 1_000_000;
    public static final String FROM_REGISTRY = "registry";
    public static final String FROM_NAMESPACE = "namespace";
}
