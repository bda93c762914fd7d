package dev.sublet.reporter.document;

import java.math.BigInteger;

/**
 * What a vcluster saved by being paused. An estimate in 10⁻⁹ of the currency, and no part of any sum.
 *
 * @param wouldNanos what CPU, memory and GPU would have cost in the paused time, as on its days awake; rounded half up
 * @param didNanos what they did cost in that time: pods that stayed
 */
public record Sleep(
        String cluster, String vclusterUid, String vcluster, long asleepS, BigInteger wouldNanos, BigInteger didNanos) {

    /** Never negative. */
    public BigInteger savedNanos() {
        return wouldNanos.subtract(didNanos).max(BigInteger.ZERO);
    }
}
