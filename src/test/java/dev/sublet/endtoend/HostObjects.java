package dev.sublet.endtoend;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Puts a node and a vcluster with one synced pod on a real API server that has neither nodes nor kubelets. */
final class HostObjects {
    static final String NAMESPACE = "team-payments";
    static final String NODE = "node-1";
    private static final int CONFLICTS_MAX = 20;

    private final KubernetesClient client;

    HostObjects(KubernetesClient client) {
        this.client = client;
    }

    void node(int kubeletPort) {
        Map<String, Quantity> resources =
                Map.of("cpu", new Quantity("4"), "memory", new Quantity("8Gi"), "pods", new Quantity("110"));
        client.nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(NODE)
                        .addToLabels("node.kubernetes.io/instance-type", "m7g.xlarge")
                        .endMetadata()
                        .build())
                .create();
        againOnConflict(() -> client.nodes().withName(NODE).editStatus(node -> ready(node, resources, kubeletPort)));
    }

    /** The cluster's controllers write the same objects: what they changed in between is read again, as kubectl does. */
    private static <T> T againOnConflict(Supplier<T> change) {
        for (int tries = 1; ; tries++) {
            try {
                return change.get();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == CONFLICTS_MAX) {
                    throw e;
                }
            }
        }
    }

    private static Node ready(Node node, Map<String, Quantity> resources, int kubeletPort) {
        return new NodeBuilder(node)
                .withNewStatus()
                .withCapacity(resources)
                .withAllocatable(resources)
                .addNewAddress("127.0.0.1", "InternalIP")
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(kubeletPort)
                .endDaemonEndpoints()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("StandIn")
                .endCondition()
                .endStatus()
                .build();
    }

    /** The vcluster's own objects; returns its Service, whose UID is its identity. */
    Service vcluster(String name) {
        Map<String, String> labels = Map.of("app", "vcluster", "release", name);
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .addToLabels("cost-center", "cc-7")
                        .endMetadata()
                        .build())
                .create();
        client.apps()
                .statefulSets()
                .resource(new StatefulSetBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withServiceName(name)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("syncer")
                        .withImage("vcluster:0.30.0")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        return client.services()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(443)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
    }

    /** A pod as a vcluster's syncer makes it, on the node and running. */
    Pod syncedPod(Service vcluster) {
        String name = vcluster.getMetadata().getName();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("web-x-shop-x-" + name)
                .withNamespace(NAMESPACE)
                .addToLabels("vcluster.loft.sh/managed-by", name)
                .addToLabels("vcluster.loft.sh/namespace", "shop")
                .addToAnnotations("vcluster.loft.sh/object-name", "web")
                .addToAnnotations("vcluster.loft.sh/object-namespace", "shop")
                .addToAnnotations("vcluster.loft.sh/object-host-namespace", NAMESPACE)
                .addToAnnotations("vcluster.loft.sh/object-host-name", "web-x-shop-x-" + name)
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(name)
                .withUid(vcluster.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withNodeName(NODE)
                .withContainers(new ContainerBuilder()
                        .withName("main")
                        .withImage("web:1")
                        .withNewResources()
                        .addToRequests("cpu", new Quantity("250m"))
                        .addToRequests("memory", new Quantity("128Mi"))
                        .endResources()
                        .build())
                .endSpec()
                .build();
        // The API server refuses pods until the namespace has its default service account.
        Eventually.isTrue(
                Duration.ofSeconds(30),
                () -> "namespace " + NAMESPACE + " got no default service account",
                () -> client.serviceAccounts()
                                .inNamespace(NAMESPACE)
                                .withName("default")
                                .get()
                        != null);
        Pod created = client.pods().resource(pod).create();
        String now = Instant.parse(created.getMetadata().getCreationTimestamp()).toString();
        return againOnConflict(() -> client.pods()
                .inNamespace(NAMESPACE)
                .withName(created.getMetadata().getName())
                .editStatus(one -> new PodBuilder(one)
                        .withNewStatus()
                        .withPhase("Running")
                        .withStartTime(now)
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("True")
                        .withLastTransitionTime(now)
                        .endCondition()
                        .addNewContainerStatus()
                        .withName("main")
                        .withImage("web:1")
                        .withImageID("x")
                        .withReady(true)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning(now)
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build()));
    }
}
