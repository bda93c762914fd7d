package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What costs as long as a cluster, the fleet or a node is there: a control plane's fee, NAT, root disks, licences. The platform's cost
 * center pays until a policy hands it on.
 *
 * @param per {@code cluster}, {@code fleet} or {@code node}
 * @param cluster the cluster's name or UID that it is limited to, or null for every cluster
 * @param instanceType that nodes are limited to, or null for all nodes
 * @param monthly whether {@code attos} are for a whole month of the billing zone, spread over its real seconds, or for an hour
 * @param attos in 10⁻¹⁸ of the currency
 */
public record FixedCost(
        String name,
        String per,
        @Nullable String cluster,
        @Nullable String instanceType,
        boolean monthly,
        BigInteger attos,
        Validity validity) {}
