package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The price of a load balancer for an hour.
 *
 * @param cluster the cluster's name or UID that it is limited to, or null for every cluster
 * @param attosPerHour in 10⁻¹⁸ of the currency
 */
public record LoadBalancerPrice(@Nullable String cluster, BigInteger attosPerHour, Validity validity) {}
