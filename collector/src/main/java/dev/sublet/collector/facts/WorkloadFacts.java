package dev.sublet.collector.facts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A StatefulSet or Deployment that runs a vcluster's control plane.
 *
 * @param labels only those that discovery reads
 * @param version tag of the syncer image, or null
 * @param distro k8s, k3s, k0s, as far as it can be told, or null
 * @param pausedMark whether an annotation or label says paused; it is paused only if {@code replicas} is 0 as well
 */
public record WorkloadFacts(
        String uid,
        String kind,
        String namespace,
        String name,
        Map<String, String> labels,
        int replicas,
        @Nullable String version,
        @Nullable String distro,
        boolean pausedMark,
        boolean sleeping)
        implements Fact {}
