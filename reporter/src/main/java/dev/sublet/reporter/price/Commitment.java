package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What was promised to be paid, used or not: a number of reserved nodes of an instance type, or a spend an hour for which nodes are
 * cheaper. Never for spot nodes.
 *
 * @param cluster the cluster's name or UID that it is limited to, or null for every cluster
 * @param region that it is limited to, or null for every region
 * @param instanceType null (only for a spend) for all types; a star at its end stands for anything
 * @param count of reserved nodes; 0 for a spend
 * @param attosPerHour in 10⁻¹⁸ of the currency: of each reserved node, or the spend
 * @param millionths what nodes are cheaper by while the spend lasts; 0 for reserved nodes
 */
public record Commitment(
        String name,
        @Nullable String cluster,
        @Nullable String region,
        @Nullable String instanceType,
        long count,
        BigInteger attosPerHour,
        long millionths,
        Validity validity) {}
