package dev.sublet.simulator.scenario;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds API objects as a real cluster with vcluster 0.37 holds them. Stateless. */
final class KubeObjects {
    private static final String SYNCER_IMAGE = "ghcr.io/loft-sh/vcluster-oss:0.37.0";

    private KubeObjects() {}

    static String time(long atS) {
        return Instant.ofEpochSecond(atS).toString();
    }

    static HasMetadata node(NodePlan node) {
        NodeShape shape = node.shape();
        Map<String, String> labels = new TreeMap<>();
        labels.put("kubernetes.io/hostname", node.name());
        labels.put("node.kubernetes.io/instance-type", shape.instanceType());
        labels.put("topology.kubernetes.io/region", "eu-central-1");
        labels.put("topology.kubernetes.io/zone", "eu-central-1a");
        labels.put("karpenter.sh/capacity-type", node.spot() ? "spot" : "on-demand");
        Map<String, Quantity> capacity = new TreeMap<>();
        capacity.put("cpu", new Quantity(Integer.toString(shape.cores())));
        capacity.put("memory", new Quantity(shape.memoryGib() * 1024 - 400 + "Mi"));
        Map<String, Quantity> allocatable = new TreeMap<>();
        allocatable.put("cpu", new Quantity(shape.cores() * 1000 - 90 + "m"));
        allocatable.put("memory", new Quantity(shape.memoryGib() * 1024 - 1500 + "Mi"));
        if (shape.gpus() > 0) {
            capacity.put("nvidia.com/gpu", new Quantity(Integer.toString(shape.gpus())));
            allocatable.put("nvidia.com/gpu", new Quantity(Integer.toString(shape.gpus())));
        }
        return new NodeBuilder()
                .withMetadata(meta("", node.name(), node.uid(), node.createdS(), labels, Map.of()))
                .withNewSpec()
                .withProviderID("aws:///eu-central-1a/i-" + node.uid().substring(0, 8))
                .endSpec()
                .withNewStatus()
                .withCapacity(capacity)
                .withAllocatable(allocatable)
                .addNewAddress("10.0.0.1", "InternalIP")
                .addNewAddress(node.name(), "Hostname")
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(10250)
                .endDaemonEndpoints()
                .endStatus()
                .build();
    }

    static HasMetadata namespace(String name, String uid, long createdS, Map<String, String> labels) {
        return new NamespaceBuilder()
                .withMetadata(meta("", name, uid, createdS, labels, Map.of()))
                .withNewStatus()
                .withPhase("Active")
                .endStatus()
                .build();
    }

    static ObjectMeta meta(
            String namespace,
            String name,
            String uid,
            long createdS,
            Map<String, String> labels,
            Map<String, String> annotations) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace.isEmpty() ? null : namespace)
                .withName(name)
                .withUid(uid)
                .withCreationTimestamp(time(createdS))
                .withLabels(labels)
                .withAnnotations(annotations)
                .build();
    }

    /** {@code serviceUid} is empty for what is not synced by a vcluster of that service's name. */
    static HasMetadata service(ObjectMeta meta, boolean loadBalancer, String ownerName, String ownerUid) {
        ServiceBuilder service = new ServiceBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withType(loadBalancer ? "LoadBalancer" : "ClusterIP")
                .endSpec();
        if (!ownerUid.isEmpty()) {
            ownedByVcluster(meta, ownerName, ownerUid);
            service.withMetadata(meta);
        }
        if (loadBalancer) {
            service.withNewStatus()
                    .withNewLoadBalancer()
                    .addNewIngress()
                    .withHostname(meta.getName() + ".elb.example.com")
                    .endIngress()
                    .endLoadBalancer()
                    .endStatus();
        }
        return service.build();
    }

    static HasMetadata controlPlane(VclusterPlan vcluster, ObjectMeta meta, boolean paused) {
        PodTemplateSpec template = new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", "vcluster")
                .addToLabels("release", vcluster.name())
                .endMetadata()
                .withNewSpec()
                .addNewInitContainer()
                .withName("kubernetes")
                .withImage("ghcr.io/loft-sh/kubernetes:v1.36.0")
                .endInitContainer()
                .addNewContainer()
                .withName("syncer")
                .withImage(SYNCER_IMAGE)
                .endContainer()
                .endSpec()
                .build();
        int replicas = paused ? 0 : 1;
        if (paused) {
            meta.getAnnotations().put("loft.sh/paused", "true");
            meta.getAnnotations().put("loft.sh/paused-replicas", "1");
        }
        if (vcluster.statefulSet()) {
            return new StatefulSetBuilder()
                    .withMetadata(meta)
                    .withNewSpec()
                    .withReplicas(replicas)
                    .withTemplate(template)
                    .endSpec()
                    .build();
        }
        return new DeploymentBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withReplicas(replicas)
                .withTemplate(template)
                .endSpec()
                .build();
    }

    /** The ownerReference that what a vcluster syncs carries to its Service. */
    static void ownedByVcluster(ObjectMeta meta, String vcluster, String serviceUid) {
        meta.setOwnerReferences(List.of(new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(vcluster)
                .withUid(serviceUid)
                .build()));
    }

    static HasMetadata claim(ObjectMeta meta, String volume, String storageClass, int gib) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withVolumeName(volume)
                .withStorageClassName(storageClass)
                .withNewResources()
                .addToRequests("storage", new Quantity(gib + "Gi"))
                .endResources()
                .endSpec()
                .withNewStatus()
                .withPhase("Bound")
                .endStatus()
                .build();
    }

    static HasMetadata volume(ObjectMeta meta, ObjectMeta claim, String storageClass, int gib, String phase) {
        return new PersistentVolumeBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withStorageClassName(storageClass)
                .addToCapacity("storage", new Quantity(gib + "Gi"))
                .withNewClaimRef()
                .withKind("PersistentVolumeClaim")
                .withNamespace(claim.getNamespace())
                .withName(claim.getName())
                .withUid(claim.getUid())
                .endClaimRef()
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }

    /** As it is at a second at or after its creation: running, or ended if it is over by then. */
    static HasMetadata pod(PodPlan pod, long atS) {
        boolean over = atS >= pod.stopS();
        PodBuilder builder = new PodBuilder()
                .withMetadata(
                        meta(pod.namespace(), pod.name(), pod.uid(), pod.createdS(), pod.labels(), pod.annotations()))
                .withNewSpec()
                .withNodeName(pod.node().name())
                .withRestartPolicy(pod.succeeds() ? "Never" : "Always")
                .addNewContainer()
                .withName("main")
                .withImage("registry.example.com/app:1")
                .withNewResources()
                .withRequests(requests(pod.size()))
                .endResources()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase(over && pod.succeeds() ? "Succeeded" : "Running")
                .withStartTime(time(pod.createdS()))
                .withQosClass("Burstable")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("True")
                .withLastTransitionTime(time(pod.createdS()))
                .endCondition()
                .addNewContainerStatus()
                .withName("main")
                .withRestartCount(pod.restartsBy((double) atS))
                .withState(
                        over && pod.succeeds()
                                ? terminated(pod)
                                : new ContainerStateBuilder()
                                        .withNewRunning(time(pod.runStartS((double) Math.max(atS, pod.startS()))))
                                        .build())
                .endContainerStatus()
                .endStatus();
        if (!pod.owner().kind().isEmpty()) {
            builder.editMetadata()
                    .addNewOwnerReference()
                    .withApiVersion(pod.owner().apiVersion())
                    .withKind(pod.owner().kind())
                    .withName(pod.owner().name())
                    .withUid(pod.owner().uid())
                    .withController(true)
                    .endOwnerReference()
                    .endMetadata();
        }
        return builder.build();
    }

    private static ContainerState terminated(PodPlan pod) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(0)
                .withReason("Completed")
                .withStartedAt(time(pod.startS()))
                .withFinishedAt(time(pod.stopS()))
                .endTerminated()
                .build();
    }

    private static Map<String, Quantity> requests(PodPlan.Size size) {
        Map<String, Quantity> requests = new TreeMap<>();
        requests.put("cpu", new Quantity(size.cpuMillicores() + "m"));
        requests.put("memory", new Quantity(size.memoryMib() + "Mi"));
        if (size.gpus() > 0) {
            requests.put("nvidia.com/gpu", new Quantity(Integer.toString(size.gpus())));
        }
        return requests;
    }
}
