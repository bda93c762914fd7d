package dev.sublet.collector.watch;

import dev.sublet.collector.facts.ClaimFacts;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.ServiceFacts;
import dev.sublet.collector.facts.VolumeFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reduces API objects to facts. Stateless. An object that no API server would send, such as one with an unreadable
 * quantity, is an {@link IllegalArgumentException}.
 */
public final class FactsOf {
    private static final int LABEL_CHARS_MAX = 63;
    private static final List<String> GPU_MODEL_LABELS = List.of(
            "nvidia.com/gpu.product",
            "cloud.google.com/gke-accelerator",
            "karpenter.k8s.aws/instance-gpu-name",
            "eks.amazonaws.com/instance-gpu-name",
            "k8s.amazonaws.com/accelerator",
            "kubernetes.azure.com/accelerator",
            "amd.com/gpu.product-name",
            "gpu.intel.com/product");
    private static final int KUBELET_PORT = 10250;

    private FactsOf() {}

    public static PodFacts pod(Pod pod, HostLabels keys) {
        ObjectMeta metadata = pod.getMetadata();
        EffectiveRequests requests = EffectiveRequests.of(pod);
        PodLife life = PodLife.of(pod);
        TenantOwner owner = TenantOwner.of(metadata);
        String node = pod.getSpec() == null ? null : emptyToNull(pod.getSpec().getNodeName());
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return new PodFacts(
                uid(metadata),
                kubeletUid(metadata),
                metadata.getNamespace(),
                metadata.getName(),
                node,
                KeptMetadata.labels(metadata, keys.recorded()),
                KeptMetadata.annotations(metadata),
                KeptMetadata.owners(metadata),
                phase == null ? "Pending" : phase,
                Times.secondsOrZero(metadata.getCreationTimestamp()),
                life.scheduledS(),
                life.finishedS(),
                life.running(),
                life.endedRuns(),
                requests.cpuMillicores(),
                requests.memoryKib(),
                requests.gpus(),
                requests.cpuLimitMillicores(),
                qos(pod, requests),
                owner.kind(),
                owner.name());
    }

    public static NodeFacts node(Node node) {
        ObjectMeta metadata = node.getMetadata();
        Map<String, String> labels = labelsOf(metadata);
        NodeStatus status = node.getStatus() == null ? new NodeStatus() : node.getStatus();
        return new NodeFacts(
                uid(metadata),
                metadata.getName(),
                Times.secondsOrZero(metadata.getCreationTimestamp()),
                Quantities.millicores(status.getCapacity(), "cpu"),
                Quantities.millicores(status.getAllocatable(), "cpu"),
                Quantities.kib(status.getCapacity(), "memory"),
                Quantities.kib(status.getAllocatable(), "memory"),
                Quantities.gpus(status.getCapacity()),
                either(labels, "node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type"),
                node.getSpec() == null ? null : emptyToNull(node.getSpec().getProviderID()),
                either(labels, "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region"),
                either(labels, "topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"),
                isSpot(labels),
                gpuModel(labels),
                address(status),
                kubeletPort(status));
    }

    public static NamespaceFacts namespace(Namespace namespace, HostLabels keys) {
        Map<String, String> labels = labelsOf(namespace.getMetadata());
        return new NamespaceFacts(
                uid(namespace.getMetadata()),
                namespace.getMetadata().getName(),
                emptyToNull(labels.get(keys.costCenter())),
                emptyToNull(labels.get(keys.team())),
                emptyToNull(labels.get("vcluster.loft.sh/managed-by")),
                KeptMetadata.recorded(namespace.getMetadata(), keys.recorded()));
    }

    public static ServiceFacts service(Service service, HostLabels keys) {
        ObjectMeta metadata = service.getMetadata();
        boolean loadBalancer = service.getSpec() != null
                && "LoadBalancer".equals(service.getSpec().getType());
        boolean hasAddress = service.getStatus() != null
                && service.getStatus().getLoadBalancer() != null
                && service.getStatus().getLoadBalancer().getIngress() != null
                && !service.getStatus().getLoadBalancer().getIngress().isEmpty();
        return new ServiceFacts(
                uid(metadata),
                metadata.getNamespace(),
                metadata.getName(),
                Times.secondsOrZero(metadata.getCreationTimestamp()),
                KeptMetadata.labels(metadata, keys.recorded()),
                KeptMetadata.owners(metadata),
                loadBalancer && hasAddress);
    }

    public static WorkloadFacts statefulSet(StatefulSet set) {
        return WorkloadReader.read(
                "StatefulSet",
                set.getMetadata(),
                set.getSpec() == null ? null : set.getSpec().getReplicas(),
                set.getSpec() == null ? null : set.getSpec().getTemplate());
    }

    public static WorkloadFacts deployment(Deployment deployment) {
        return WorkloadReader.read(
                "Deployment",
                deployment.getMetadata(),
                deployment.getSpec() == null ? null : deployment.getSpec().getReplicas(),
                deployment.getSpec() == null ? null : deployment.getSpec().getTemplate());
    }

    public static ClaimFacts claim(PersistentVolumeClaim claim, HostLabels keys) {
        ObjectMeta metadata = claim.getMetadata();
        return new ClaimFacts(
                uid(metadata),
                metadata.getNamespace(),
                metadata.getName(),
                KeptMetadata.labels(metadata, keys.recorded()),
                KeptMetadata.owners(metadata));
    }

    public static VolumeFacts volume(PersistentVolume volume) {
        ObjectMeta metadata = volume.getMetadata();
        ObjectReference claim =
                volume.getSpec() == null ? null : volume.getSpec().getClaimRef();
        String storageClass = volume.getSpec() == null ? null : volume.getSpec().getStorageClassName();
        String phase = volume.getStatus() == null ? null : volume.getStatus().getPhase();
        return new VolumeFacts(
                uid(metadata),
                metadata.getName(),
                Times.secondsOrZero(metadata.getCreationTimestamp()),
                KeptMetadata.text(storageClass),
                Quantities.kib(
                        volume.getSpec() == null ? null : volume.getSpec().getCapacity(), "storage"),
                phase == null ? "Pending" : phase,
                claim == null ? null : claim.getNamespace(),
                claim == null ? null : claim.getName(),
                claim == null ? null : claim.getUid(),
                handle(volume));
    }

    /**
     * The kubelet knows a static pod by the hash of its file. Only a mirror pod, which its Node owns, is believed: the
     * annotations alone could be written by a tenant, to take another pod's usage.
     */
    private static String kubeletUid(ObjectMeta metadata) {
        Map<String, String> annotations = metadata.getAnnotations();
        if (annotations != null && annotations.get("kubernetes.io/config.mirror") != null) {
            for (OwnerReference reference : Lists.orEmpty(metadata.getOwnerReferences())) {
                if ("Node".equals(reference.getKind())) {
                    String hash = annotations.get("kubernetes.io/config.hash");
                    return hash != null ? hash : annotations.get("kubernetes.io/config.mirror");
                }
            }
        }
        return uid(metadata);
    }

    private static String qos(Pod pod, EffectiveRequests requests) {
        String given = pod.getStatus() == null ? null : pod.getStatus().getQosClass();
        if (given != null && !given.isEmpty()) {
            return given;
        }
        return requests.cpuMillicores() == 0 && requests.memoryKib() == 0 ? "BestEffort" : "Burstable";
    }

    private static boolean isSpot(Map<String, String> labels) {
        return "spot".equalsIgnoreCase(labels.get("karpenter.sh/capacity-type"))
                || "spot".equalsIgnoreCase(labels.get("eks.amazonaws.com/capacityType"))
                || "true".equals(labels.get("cloud.google.com/gke-spot"))
                || "true".equals(labels.get("cloud.google.com/gke-preemptible"))
                || "spot".equals(labels.get("kubernetes.azure.com/scalesetpriority"));
    }

    /** NVIDIA's feature discovery says it on every cloud; GKE's and AKS's own labels, and those of other makers, after it. */
    private static @Nullable String gpuModel(Map<String, String> labels) {
        for (String key : GPU_MODEL_LABELS) {
            String model = labels.get(key);
            if (model != null && !model.isEmpty() && model.length() <= LABEL_CHARS_MAX) {
                return model;
            }
        }
        return null;
    }

    /** What the storage itself calls a volume: bills name it so. */
    private static @Nullable String handle(PersistentVolume volume) {
        PersistentVolumeSpec spec = volume.getSpec();
        if (spec == null) {
            return null;
        }
        if (spec.getCsi() != null) {
            return emptyToNull(spec.getCsi().getVolumeHandle());
        }
        if (spec.getAwsElasticBlockStore() != null) {
            return emptyToNull(spec.getAwsElasticBlockStore().getVolumeID());
        }
        if (spec.getAzureDisk() != null) {
            return emptyToNull(spec.getAzureDisk().getDiskURI());
        }
        return null;
    }

    private static @Nullable String address(NodeStatus status) {
        for (NodeAddress address : Lists.orEmpty(status.getAddresses())) {
            if ("InternalIP".equals(address.getType())) {
                return address.getAddress();
            }
        }
        return null;
    }

    private static int kubeletPort(NodeStatus status) {
        if (status.getDaemonEndpoints() == null
                || status.getDaemonEndpoints().getKubeletEndpoint() == null
                || status.getDaemonEndpoints().getKubeletEndpoint().getPort() == null) {
            return KUBELET_PORT;
        }
        return status.getDaemonEndpoints().getKubeletEndpoint().getPort();
    }

    private static @Nullable String either(Map<String, String> labels, String key, String formerKey) {
        String value = emptyToNull(labels.get(key));
        return value != null ? value : emptyToNull(labels.get(formerKey));
    }

    private static Map<String, String> labelsOf(ObjectMeta metadata) {
        return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    }

    private static String uid(ObjectMeta metadata) {
        return Objects.requireNonNull(metadata.getUid(), "an API object without a UID");
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
