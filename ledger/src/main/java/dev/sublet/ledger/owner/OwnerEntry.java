package dev.sublet.ledger.owner;

import java.util.List;

/**
 * One entry of the owner registry: who pays for a subject in {@code [fromS, toS)}.
 *
 * @param subject {@code namespace/name} of a vcluster, or a namespace's name
 * @param fromS seconds since the epoch; {@link Long#MIN_VALUE} when it has always been so
 * @param toS {@link Long#MAX_VALUE} when no end is known
 * @param virtualNamespaces who pays for what runs in some of the vcluster's own namespaces; the rest is by {@code shares}
 */
public record OwnerEntry(
        boolean ofVcluster,
        String subject,
        long fromS,
        long toS,
        List<OwnerShare> shares,
        List<NamespaceOwner> virtualNamespaces) {
    boolean covers(long atS) {
        return fromS <= atS && atS < toS;
    }

    boolean sameSubject(OwnerEntry other) {
        return ofVcluster == other.ofVcluster && subject.equals(other.subject);
    }

    boolean overlaps(OwnerEntry other) {
        return fromS < other.toS && other.fromS < toS;
    }

    /** The entry as its author knows it, for messages. */
    String title() {
        return (ofVcluster ? "vcluster " : "namespace ") + subject;
    }
}
