package dev.sublet.collector.meter;

import java.time.ZoneId;

/**
 * What a meter must know about its cluster.
 *
 * @param cluster UID of the host cluster's kube-system namespace
 * @param clusterName the name people know it by
 * @param intervalS nominal seconds between ticks
 * @param billingZone the zone whose hours cut usage rows
 */
public record MeterSettings(String cluster, String clusterName, long intervalS, ZoneId billingZone) {
    public MeterSettings {
        if (intervalS < 1 || intervalS > 3600) {
            throw new IllegalArgumentException("interval " + intervalS + " s is not between 1 s and 3600 s");
        }
    }

    /**
     * Looks further apart than this are bridged rather than measured: one and a half intervals, and 10 s because a
     * kubelet's values are up to that much older than the look.
     */
    long bridgeMs() {
        return intervalS * 1500 + 10_000;
    }
}
