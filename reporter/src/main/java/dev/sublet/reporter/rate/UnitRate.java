package dev.sublet.reporter.rate;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What one unit costs for an hour within {@code [fromS, toS)}, in 10⁻¹⁸ of the currency. Immutable.
 *
 * @param core of one vCPU, the mean over the cluster's nodes by their capacity
 * @param gib of one GiB (2³⁰ bytes) of memory, likewise
 * @param storageGib of one GiB of volumes; null when the price book charges no volumes
 * @param loadBalancer of one; null when the price book charges none
 */
public record UnitRate(
        long fromS,
        long toS,
        BigInteger core,
        BigInteger gib,
        @Nullable BigInteger storageGib,
        @Nullable BigInteger loadBalancer) {}
