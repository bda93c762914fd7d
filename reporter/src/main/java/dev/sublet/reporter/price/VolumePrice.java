package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The price of one GiB (2³⁰ bytes) of a storage class for an hour.
 *
 * @param cluster the cluster's name or UID that it is limited to, or null for every cluster
 * @param attosPerGibHour in 10⁻¹⁸ of the currency
 */
public record VolumePrice(
        @Nullable String cluster, String storageClass, BigInteger attosPerGibHour, Validity validity) {}
