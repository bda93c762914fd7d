package dev.sublet.collector.discovery;

import dev.sublet.collector.facts.OwnerRef;
import dev.sublet.collector.facts.WorkloadFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A vcluster that exists or existed, with every workload that ever ran its control plane. Not thread-safe. */
final class KnownVcluster {
    final String uid;
    final String namespace;
    final String name;
    final long createdS;
    private final Set<String> statefulSetUids = new HashSet<>();
    private final Set<String> deploymentNames = new HashSet<>();

    KnownVcluster(String uid, String namespace, String name, long createdS) {
        this.uid = uid;
        this.namespace = namespace;
        this.name = name;
        this.createdS = createdS;
    }

    /** Returns whether that was news. */
    boolean add(WorkloadFacts workload) {
        return workload.kind().equals("Deployment")
                ? deploymentNames.add(workload.name())
                : statefulSetUids.add(workload.uid());
    }

    /** Whether a pod with these owners and labels was made by one of the workloads. */
    boolean runs(List<OwnerRef> owners, Map<String, String> labels) {
        String hash = labels.get("pod-template-hash");
        for (OwnerRef owner : owners) {
            if (owner.kind().equals("StatefulSet") && statefulSetUids.contains(owner.uid())) {
                return true;
            }
            if (owner.kind().equals("ReplicaSet")
                    && hash != null
                    && owner.name().endsWith("-" + hash)) {
                String deployment = owner.name().substring(0, owner.name().length() - hash.length() - 1);
                if (deploymentNames.contains(deployment)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean owns(List<OwnerRef> owners) {
        return owners.stream()
                .anyMatch(owner -> owner.kind().equals("Service")
                        && owner.uid().equals(uid)
                        && owner.name().equals(name));
    }
}
