package dev.sublet.simulator.scenario;

import dev.sublet.simulator.api.KubeKind;
import dev.sublet.simulator.scenario.VclusterPlan.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Everything that happens to API objects, in order of time. */
final class FleetEvents {
    private static final Map<String, String> COST_CENTERS = new TreeMap<>(Map.of(
            "payments", "cc-1001",
            "staging", "cc-1001",
            "legacy", "cc-1001",
            "search", "cc-1002",
            "preview", "cc-1002",
            "sandbox", "cc-1002",
            "analytics", "cc-1003",
            "ml", "cc-1004",
            "risk", "cc-1004"));

    private final Dates dates;
    private final Names names;
    private final List<FleetEvent> events = new ArrayList<>();

    FleetEvents(Dates dates, Names names) {
        this.dates = dates;
        this.names = names;
    }

    List<FleetEvent> of(List<NodePlan> nodes, List<VclusterPlan> vclusters, List<PodPlan> pods) {
        namespaces();
        nodes.forEach(this::node);
        vclusters.forEach(this::vcluster);
        hostAssets();
        pods.forEach(this::pod);
        // Sorting is stable: what was added first comes first within a second.
        events.sort(Comparator.comparingLong(FleetEvent::atS));
        return List.copyOf(events);
    }

    private void namespaces() {
        long old = dates.longAgo();
        for (String name : List.of("default", "kube-system", "kube-public")) {
            namespace(old, name, Map.of());
        }
        for (String name : List.of("monitoring", "ingress")) {
            namespace(old, name, Map.of("cost-center", "cc-9000", "team", "platform", "tier", "shared"));
        }
        COST_CENTERS.forEach((vcluster, costCenter) ->
                namespace(old, "vcluster-" + vcluster, Map.of("cost-center", costCenter, "team", vcluster)));
        namespace(dates.sandboxTransferred(), "vcluster-sandbox", Map.of("cost-center", "cc-1003", "team", "sandbox"));
    }

    private void namespace(long atS, String name, Map<String, String> extra) {
        Map<String, String> labels = new TreeMap<>(extra);
        labels.put("kubernetes.io/metadata.name", name);
        put(
                atS,
                KubeKind.NAMESPACE,
                "",
                name,
                () -> KubeObjects.namespace(name, names.uid("namespace/" + name), dates.longAgo(), labels));
    }

    private void node(NodePlan node) {
        put(node.createdS(), KubeKind.NODE, "", node.name(), () -> KubeObjects.node(node));
        gone(node.deletedS(), KubeKind.NODE, "", node.name());
    }

    private void pod(PodPlan pod) {
        pod(pod, pod.createdS());
        if (pod.restartEveryS() > 0) {
            long end = Math.min(pod.stopS(), dates.horizonS());
            for (long at = pod.startS() + pod.restartEveryS(); at < end; at += pod.restartEveryS()) {
                pod(pod, at);
            }
        }
        if (pod.succeeds()) {
            pod(pod, pod.stopS());
        }
        gone(pod.deletedS(), KubeKind.POD, pod.namespace(), pod.name());
    }

    private void pod(PodPlan pod, long atS) {
        put(atS, KubeKind.POD, pod.namespace(), pod.name(), () -> KubeObjects.pod(pod, atS));
    }

    private void vcluster(VclusterPlan vcluster) {
        String name = vcluster.name();
        String namespace = vcluster.namespace();
        String serviceUid = names.uid("service/" + vcluster.key());
        Map<String, String> chart = new TreeMap<>(
                Map.of("app", "vcluster", "chart", "vcluster-0.37.0", "release", name, "heritage", "Helm"));
        Map<String, String> service = new TreeMap<>(chart);
        service.put("vcluster.loft.sh/service", "true");
        between(
                vcluster.fromS(),
                vcluster.toS(),
                KubeKind.SERVICE,
                namespace,
                name,
                () -> KubeObjects.service(
                        KubeObjects.meta(namespace, name, serviceUid, vcluster.fromS(), service, Map.of()),
                        vcluster.loadBalancer(),
                        "",
                        ""));
        syncedService(vcluster, "kube-dns", "kube-system", false);
        if (name.equals("search")) {
            syncedService(vcluster, "frontdoor", "index", true);
        }
        controlPlane(vcluster, chart);
        if (vcluster.statefulSet()) {
            disk(
                    new Disk(
                            namespace,
                            "data-" + name + "-0",
                            vcluster.key(),
                            "gp3",
                            5,
                            vcluster.fromS(),
                            vcluster.toS()),
                    Map.of("app", "vcluster", "release", name));
        }
        for (Workload workload : vcluster.workloads()) {
            if (workload.claimGib() > 0) {
                String claim = Names.onHost(workload.name() + "-data", workload.virtualNamespace(), name);
                disk(
                        new Disk(
                                namespace,
                                claim,
                                vcluster.key(),
                                workload.storageClass(),
                                workload.claimGib(),
                                vcluster.fromS(),
                                vcluster.toS()),
                        Map.of(
                                "vcluster.loft.sh/managed-by",
                                name,
                                "vcluster.loft.sh/namespace",
                                workload.virtualNamespace()));
            }
        }
    }

    private void syncedService(VclusterPlan vcluster, String virtual, String virtualNamespace, boolean loadBalancer) {
        String host = Names.onHost(virtual, virtualNamespace, vcluster.name());
        Map<String, String> labels =
                Map.of("vcluster.loft.sh/managed-by", vcluster.name(), "vcluster.loft.sh/namespace", virtualNamespace);
        between(
                vcluster.fromS(),
                vcluster.toS(),
                KubeKind.SERVICE,
                vcluster.namespace(),
                host,
                () -> KubeObjects.service(
                        KubeObjects.meta(
                                vcluster.namespace(),
                                host,
                                names.uid("synced/" + vcluster.key() + host),
                                vcluster.fromS(),
                                labels,
                                Map.of()),
                        loadBalancer,
                        vcluster.name(),
                        names.uid("service/" + vcluster.key())));
    }

    private void controlPlane(VclusterPlan vcluster, Map<String, String> labels) {
        KubeKind kind = vcluster.statefulSet() ? KubeKind.STATEFUL_SET : KubeKind.DEPLOYMENT;
        String namespace = vcluster.namespace();
        String name = vcluster.name();
        between(vcluster.fromS(), vcluster.toS(), kind, namespace, name, () -> workload(vcluster, labels, false));
        if (vcluster.pausedFromS() != Dates.NEVER) {
            put(vcluster.pausedFromS(), kind, namespace, name, () -> workload(vcluster, labels, true));
        }
    }

    private HasMetadata workload(VclusterPlan vcluster, Map<String, String> labels, boolean paused) {
        String uid = names.uid("workload/" + vcluster.key());
        ObjectMeta meta =
                KubeObjects.meta(vcluster.namespace(), vcluster.name(), uid, vcluster.fromS(), labels, new TreeMap<>());
        return KubeObjects.controlPlane(vcluster, meta, paused);
    }

    /** A claim with its volume, which stays Released when the claim goes. */
    private record Disk(
            String namespace, String claim, String key, String storageClass, int gib, long fromS, long toS) {}

    private void disk(Disk disk, Map<String, String> labels) {
        String claimUid = names.uid("claim/" + disk.namespace() + disk.claim() + disk.key());
        String volume = "pvc-" + claimUid;
        ObjectMeta claim = KubeObjects.meta(disk.namespace(), disk.claim(), claimUid, disk.fromS(), labels, Map.of());
        String syncedBy = labels.get("vcluster.loft.sh/managed-by");
        if (syncedBy != null) {
            KubeObjects.ownedByVcluster(claim, syncedBy, names.uid("service/" + disk.key()));
        }
        ObjectMeta volumeMeta =
                KubeObjects.meta("", volume, names.uid("volume/" + claimUid), disk.fromS(), Map.of(), Map.of());
        between(
                disk.fromS(),
                disk.toS(),
                KubeKind.CLAIM,
                disk.namespace(),
                disk.claim(),
                () -> KubeObjects.claim(claim, volume, disk.storageClass(), disk.gib()));
        put(
                disk.fromS(),
                KubeKind.VOLUME,
                "",
                volume,
                () -> KubeObjects.volume(volumeMeta, claim, disk.storageClass(), disk.gib(), "Bound"));
        if (disk.toS() != Dates.NEVER) {
            put(
                    disk.toS(),
                    KubeKind.VOLUME,
                    "",
                    volume,
                    () -> KubeObjects.volume(volumeMeta, claim, disk.storageClass(), disk.gib(), "Released"));
        }
    }

    private void hostAssets() {
        long old = dates.longAgo();
        disk(new Disk("monitoring", "prometheus-data", "host", "gp3", 200, old, Dates.NEVER), Map.of());
        put(
                old,
                KubeKind.SERVICE,
                "ingress",
                "gateway",
                () -> KubeObjects.service(
                        KubeObjects.meta("ingress", "gateway", names.uid("service/gateway"), old, Map.of(), Map.of()),
                        true,
                        "",
                        ""));
    }

    private void between(
            long fromS, long toS, KubeKind kind, String namespace, String name, Supplier<HasMetadata> object) {
        put(fromS, kind, namespace, name, object);
        gone(toS, kind, namespace, name);
    }

    private void put(long atS, KubeKind kind, String namespace, String name, Supplier<HasMetadata> object) {
        if (atS < dates.horizonS()) {
            events.add(new FleetEvent(atS, kind, namespace, name, object));
        }
    }

    private void gone(long atS, KubeKind kind, String namespace, String name) {
        if (atS < dates.horizonS()) {
            events.add(new FleetEvent(atS, kind, namespace, name, null));
        }
    }
}
