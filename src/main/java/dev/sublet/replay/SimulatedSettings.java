package dev.sublet.replay;

import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.watch.HostLabels;
import dev.sublet.collector.watch.KubeletSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings of a collector whose cluster is simulated: as by default, but kubelets speak plain HTTP. */
public final class SimulatedSettings {
    private SimulatedSettings() {}

    public static CollectorSettings of(
            String clusterName, Duration interval, @Nullable Path ownersFile, HostLabels labels) {
        CollectorSettings standard = CollectorSettings.defaults(clusterName);
        KubeletSettings kubelet = standard.kubelet();
        return new CollectorSettings(
                clusterName,
                null,
                null,
                interval,
                standard.billingZone(),
                ownersFile,
                labels,
                standard.watch(),
                new KubeletSettings(
                        kubelet.access(),
                        "http",
                        null,
                        false,
                        null,
                        kubelet.requestTimeout(),
                        kubelet.bodyBytesMax(),
                        kubelet.concurrency(),
                        kubelet.deadline()),
                standard.uncommittedTicksMax());
    }
}
