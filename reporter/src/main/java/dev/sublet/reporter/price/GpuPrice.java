package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The price of one GPU for an hour, on top of its node's price.
 *
 * @param cluster the cluster's name or UID that it is limited to, or null for every cluster
 * @param region that it is limited to, or null for every region
 * @param model as nodes are labelled; empty for nodes without such a label
 * @param attosPerHour in 10⁻¹⁸ of the currency; 0 where the node's price includes it
 */
public record GpuPrice(
        @Nullable String cluster, @Nullable String region, String model, BigInteger attosPerHour, Validity validity) {}
