package dev.sublet.collector.facts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Pod. Requests are effective requests (containers, sidecars, init containers, overhead, pod-level resources, in-place
 * resize).
 *
 * @param kubeletUid the UID by which the kubelet reports the pod: the config hash for a static pod, else the UID
 * @param labels only those that discovery reads
 * @param annotations only the trusted ones that discovery reads: vcluster.loft.sh/object-*
 * @param scheduledS when it was bound to its node, or null while it has none
 * @param finishedS for a pod whose containers have all ended, when the last one did, else null
 * @param running whether some container runs now
 * @param endedRuns the last runs of its containers that are over, as far as the API still tells
 * @param cpuLimitMillicores the sum of limits, or null when some container has none
 * @param ownerKind the tenant's own controller (for a ReplicaSet of a Deployment, the Deployment) as far as it can be told
 */
public record PodFacts(
        String uid,
        String kubeletUid,
        String namespace,
        String name,
        @Nullable String node,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<OwnerRef> owners,
        String phase,
        long createdS,
        @Nullable Long scheduledS,
        @Nullable Long finishedS,
        boolean running,
        List<EndedRun> endedRuns,
        long cpuRequestMillicores,
        long memoryRequestKib,
        long gpuRequest,
        @Nullable Long cpuLimitMillicores,
        String qos,
        @Nullable String ownerKind,
        @Nullable String ownerName)
        implements Fact {
    /** Succeeded and Failed pods hold nothing any more. */
    public boolean ended() {
        return phase.equals("Succeeded") || phase.equals("Failed");
    }
}
