package dev.sublet.collector;

import dev.sublet.collector.watch.HostLabels;
import dev.sublet.collector.watch.KubeletSettings;
import dev.sublet.collector.watch.WatchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Everything the collector can be told. It holds no secret, only paths to them.
 *
 * @param clusterName the name people know the host cluster by
 * @param kubeconfig null for KUBECONFIG, the home folder's file, or the pod's own account
 * @param context a context of the kubeconfig, or null for its current one
 * @param interval nominal time between ticks, in whole seconds
 * @param billingZone whose hours cut usage rows
 * @param ownersFile the owner registry, or null when namespace labels alone say who pays
 * @param uncommittedTicksMax ticks that wait in memory while the ledger refuses them; beyond it the collector gives up
 */
public record CollectorSettings(
        String clusterName,
        @Nullable Path kubeconfig,
        @Nullable String context,
        Duration interval,
        ZoneId billingZone,
        @Nullable Path ownersFile,
        HostLabels hostLabels,
        WatchSettings watch,
        KubeletSettings kubelet,
        int uncommittedTicksMax) {
    private static final Duration INTERVAL_MAX = Duration.ofHours(1);

    public CollectorSettings {
        if (clusterName.isBlank()) {
            throw bad("clusterName", "'" + clusterName + "'", "a name, such as prod-eu-1");
        }
        if (interval.toSeconds() < 1 || interval.compareTo(INTERVAL_MAX) > 0 || interval.toMillis() % 1000 != 0) {
            throw bad("interval", interval, "whole seconds between 1 s and 1 h");
        }
        if (hostLabels.costCenter().isBlank()) {
            throw bad("labels.costCenter", "empty", "a label's key, such as cost-center");
        }
        if (hostLabels.team().isBlank()) {
            throw bad("labels.team", "empty", "a label's key, such as team");
        }
        if (uncommittedTicksMax < 1) {
            throw bad("uncommittedTicksMax", uncommittedTicksMax, "at least 1");
        }
    }

    public static CollectorSettings defaults(String clusterName) {
        return new CollectorSettings(
                clusterName,
                null,
                null,
                Duration.ofSeconds(60),
                ZoneOffset.UTC,
                null,
                HostLabels.DEFAULT,
                WatchSettings.DEFAULT,
                KubeletSettings.DEFAULT,
                100);
    }

    /** The same for another billing zone. */
    public CollectorSettings withBillingZone(ZoneId zone) {
        return new CollectorSettings(
                clusterName,
                kubeconfig,
                context,
                interval,
                zone,
                ownersFile,
                hostLabels,
                watch,
                kubelet,
                uncommittedTicksMax);
    }

    private static IllegalArgumentException bad(String key, Object value, String wanted) {
        return new IllegalArgumentException("collector." + key + " is " + value + "; it must be " + wanted);
    }
}
