package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The price of a node, found by its name or by its instance type; exactly one of them is given.
 *
 * @param cluster the cluster's name or UID that it is limited to, or null for every cluster
 * @param region that it is limited to, or null for every region
 * @param spot whether it is for spot nodes; null (only with a name) for either
 * @param attosPerHour in 10⁻¹⁸ of the currency
 */
public record NodePrice(
        @Nullable String cluster,
        @Nullable String region,
        @Nullable String name,
        @Nullable String instanceType,
        @Nullable Boolean spot,
        BigInteger attosPerHour,
        Validity validity) {}
