package dev.sublet.simulator.scenario;

import java.util.Map;
import java.util.TreeMap;

/** The labels and annotations that a vcluster's syncer writes on a host pod, and those that it lets through. */
record SyncedMarks(
        VclusterPlan vcluster, String virtualNamespace, String virtualName, String hostName, String virtualUid) {
    private static final String PREFIX = "vcluster.loft.sh/";

    Map<String, String> labels(String app, String templateHash) {
        Map<String, String> labels = new TreeMap<>();
        if (virtualNamespace.equals("kube-system")) {
            labels.put("k8s-app", "vcluster-kube-dns");
        } else {
            labels.put("app", app);
        }
        if (!templateHash.isEmpty()) {
            labels.put("pod-template-hash", templateHash);
        }
        labels.put(PREFIX + "managed-by", vcluster.name());
        labels.put(PREFIX + "namespace", virtualNamespace);
        return labels;
    }

    Map<String, String> annotations(String ownerKind, String ownerName) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(PREFIX + "object-name", virtualName);
        annotations.put(PREFIX + "object-namespace", virtualNamespace);
        annotations.put(PREFIX + "object-uid", virtualUid);
        annotations.put(PREFIX + "object-kind", "/v1, Kind=Pod");
        annotations.put(PREFIX + "object-host-name", hostName);
        annotations.put(PREFIX + "object-host-namespace", vcluster.namespace());
        annotations.put(PREFIX + "name", virtualName);
        annotations.put(PREFIX + "namespace", virtualNamespace);
        annotations.put(PREFIX + "uid", virtualUid);
        annotations.put(
                PREFIX + "owner-references",
                "[{\"kind\":\"" + ownerKind + "\",\"name\":\"" + ownerName + "\",\"controller\":true}]");
        annotations.put("cluster-autoscaler.kubernetes.io/safe-to-evict", "true");
        return annotations;
    }

    /** What a tenant can write: business labels pass, reserved ones are renamed, three annotations are believed. */
    void lie(Map<String, String> labels, Map<String, String> annotations) {
        labels.put("app", "vcluster");
        labels.put("cost-center", "cc-9000");
        labels.put("team", "platform");
        String renamed = Names.sha256("release").substring(0, 10);
        labels.put(PREFIX + "label-" + vcluster.name() + "-x-" + renamed, "payments");
        annotations.put(PREFIX + "namespace", "kube-system");
        annotations.put(PREFIX + "name", "coredns");
        annotations.put(PREFIX + "uid", "00000000-0000-0000-0000-000000000000");
        annotations.put(PREFIX + "managed-annotations", PREFIX + "name\n" + PREFIX + "namespace\n" + PREFIX + "uid");
    }
}
