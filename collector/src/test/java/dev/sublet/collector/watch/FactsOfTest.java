package dev.sublet.collector.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsOfTest {
    private static PodFacts pod(String metadata, String spec, String status) {
        return FactsOf.pod(
                Serialization.unmarshal(
                        "---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a, uid: u, creationTimestamp: '2026-11-01T00:00:00Z', "
                                + metadata + "}, spec: {" + spec + "}, status: {" + status + "}}",
                        Pod.class),
                HostLabels.DEFAULT);
    }

    private static long second(String time) {
        return java.time.Instant.parse(time).getEpochSecond();
    }

    @Test
    void tokens_and_business_labels_are_not_kept() {
        PodFacts pod = pod(
                "annotations: {vcluster.loft.sh/token-abc: eyJcanary, vcluster.loft.sh/name: canary, vcluster.loft.sh/object-name: web},"
                        + " labels: {cost-center: canary, app: web, vcluster.loft.sh/managed-by: v}",
                "containers: []",
                "");
        assertEquals(Map.of("vcluster.loft.sh/object-name", "web"), pod.annotations());
        assertEquals(Map.of("app", "web", "vcluster.loft.sh/managed-by", "v"), pod.labels());
        assertFalse(pod.toString().contains("canary"));
    }

    @Test
    void a_pod_is_scheduled_when_its_condition_says_so() {
        String bound = "nodeName: n1, containers: []";
        assertNull(pod("", "containers: []", "").scheduledS());
        assertEquals(
                second("2026-11-01T00:00:07Z"),
                pod(
                                "",
                                bound,
                                "startTime: '2026-11-01T00:00:09Z', conditions: [{type: PodScheduled, status: 'True', lastTransitionTime: '2026-11-01T00:00:07Z'}]")
                        .scheduledS());
        assertEquals(
                second("2026-11-01T00:00:09Z"),
                pod("", bound, "startTime: '2026-11-01T00:00:09Z'").scheduledS());
        assertEquals(second("2026-11-01T00:00:00Z"), pod("", bound, "").scheduledS());
    }

    @Test
    void a_pod_is_finished_when_its_last_container_was_and_none_comes_back() {
        String ended =
                "containerStatuses: [{name: a, state: {terminated: {exitCode: 0, finishedAt: '2026-11-01T00:01:00Z'}}}],"
                        + " initContainerStatuses: [{name: s, state: {terminated: {exitCode: 0, finishedAt: '2026-11-01T00:01:05Z'}}}]";
        long last = second("2026-11-01T00:01:05Z");
        String spec = "containers: [{name: a}], restartPolicy: ";
        assertEquals(last, pod("", spec + "Never", "phase: Running, " + ended).finishedS());
        assertEquals(
                last, pod("", spec + "OnFailure", "phase: Running, " + ended).finishedS());
        assertEquals(
                last, pod("", spec + "Always", "phase: Succeeded, " + ended).finishedS());
        assertNull(pod("", spec + "Always", "phase: Running, " + ended).finishedS(), "it will be started again");
        assertEquals(
                last,
                pod("deletionTimestamp: '2026-11-01T00:02:00Z'", spec + "Always", "phase: Running, " + ended)
                        .finishedS());
        assertNull(pod("", spec + "Never", "phase: Failed, reason: Evicted").finishedS(), "nothing says when");
        assertNull(pod(
                        "",
                        "containers: [{name: a}], initContainers: [{name: s, restartPolicy: Always}], restartPolicy: Never",
                        "containerStatuses: [{name: a, state: {terminated: {exitCode: 0, finishedAt: '2026-11-01T00:01:00Z'}}}],"
                                + " initContainerStatuses: [{name: s, state: {running: {}}}]")
                .finishedS());
    }

    @Test
    void a_pod_runs_while_a_container_or_sidecar_does() {
        assertTrue(pod("", "", "containerStatuses: [{name: a, state: {running: {}}}]")
                .running());
        assertTrue(pod("", "", "initContainerStatuses: [{name: a, state: {running: {}}}]")
                .running());
        assertFalse(pod("", "", "containerStatuses: [{name: a, state: {waiting: {}}}]")
                .running());
    }

    @Test
    void only_a_mirror_pod_that_its_node_owns_goes_by_the_hash_of_its_file() {
        String annotations = "annotations: {kubernetes.io/config.hash: h, kubernetes.io/config.mirror: h}";
        assertEquals(
                "h",
                pod(annotations + ", ownerReferences: [{kind: Node, name: n1, uid: n}]", "", "")
                        .kubeletUid());
        assertEquals("u", pod(annotations, "", "").kubeletUid(), "a tenant could write that");
        assertEquals(
                "u",
                pod("ownerReferences: [{kind: Node, name: n1, uid: n}]", "", "").kubeletUid());
    }

    @Test
    void the_tenants_owner_is_the_deployment_behind_a_replica_set() {
        String labels = "labels: {pod-template-hash: abc, vcluster.loft.sh/managed-by: v}, ";
        PodFacts synced = pod(
                labels
                        + "annotations: {vcluster.loft.sh/owner-references: '[{\"kind\":\"ReplicaSet\",\"name\":\"web-abc\",\"controller\":true}]'}",
                "",
                "");
        assertEquals("Deployment", synced.ownerKind());
        assertEquals("web", synced.ownerName());
        for (String forged : new String[] {"nonsense", "{}", "[1]", "[{\"kind\":{}}]", "[[[["}) {
            assertNull(
                    pod(labels + "annotations: {vcluster.loft.sh/owner-references: '" + forged + "'}", "", "")
                            .ownerKind(),
                    forged);
        }
        PodFacts host = pod("ownerReferences: [{kind: DaemonSet, name: cni, uid: d, controller: true}]", "", "");
        assertEquals("DaemonSet", host.ownerKind());
    }

    private static NodeFacts node(String metadata, String spec, String status) {
        return FactsOf.node(Serialization.unmarshal(
                "---\n{apiVersion: v1, kind: Node, metadata: {name: n, uid: u, " + metadata + "}, spec: {" + spec
                        + "}, status: {" + status + "}}",
                Node.class));
    }

    @Test
    void a_node_has_its_size_place_and_kubelet() {
        NodeFacts node = node(
                "labels: {beta.kubernetes.io/instance-type: m5.large, topology.kubernetes.io/zone: z1, karpenter.sh/capacity-type: spot}",
                "providerID: aws:///z1/i-1",
                "capacity: {cpu: '2', memory: 8Gi, nvidia.com/gpu: '4'}, allocatable: {cpu: 1930m, memory: 7Gi},"
                        + " addresses: [{type: Hostname, address: h}, {type: InternalIP, address: 'fd00::1'}],"
                        + " daemonEndpoints: {kubeletEndpoint: {Port: 10251}}");
        assertEquals("m5.large", node.instanceType());
        assertEquals("z1", node.zone());
        assertTrue(node.spot());
        assertEquals(1930, node.cpuAllocatableMillicores());
        assertEquals(8 * 1024 * 1024, node.memoryCapacityKib());
        assertEquals(4, node.gpuCapacity());
        assertEquals("fd00::1", node.address());
        assertEquals(10251, node.kubeletPort());
        NodeFacts bare = node("", "", "");
        assertNull(bare.address());
        assertEquals(10250, bare.kubeletPort());
        assertFalse(bare.spot());
    }

    @Test
    void every_providers_word_for_spot_is_known() {
        for (String label : new String[] {
            "eks.amazonaws.com/capacityType: SPOT",
            "cloud.google.com/gke-spot: 'true'",
            "kubernetes.azure.com/scalesetpriority: spot"
        }) {
            assertTrue(node("labels: {" + label + "}", "", "").spot(), label);
        }
    }

    @Test
    void an_image_tells_its_version_whatever_its_registry_and_digest() {
        assertEquals("0.37.0", WorkloadReader.tag("ghcr.io/loft-sh/vcluster-pro:0.37.0"));
        assertEquals("0.37.0", WorkloadReader.tag("registry:5000/vcluster-pro:0.37.0@sha256:abc"));
        assertNull(WorkloadReader.tag("registry:5000/vcluster-pro"));
        assertNull(WorkloadReader.tag("vcluster@sha256:abc"));
    }

    @Test
    void a_workload_tells_distro_and_pause() {
        WorkloadFacts workload = FactsOf.statefulSet(Serialization.unmarshal(
                "---\n{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: v, namespace: a, uid: u, labels: {app: vcluster, release: v},"
                        + " annotations: {loft.sh/paused: 'true'}}, spec: {replicas: 0, template: {spec: {containers:"
                        + " [{name: syncer, image: 'vcluster:0.15.7'}, {name: vcluster, image: 'rancher/k3s:v1.27'}]}}}}",
                StatefulSet.class));
        assertEquals("k3s", workload.distro());
        assertEquals("0.15.7", workload.version());
        assertTrue(workload.pausedMark());
        assertEquals(0, workload.replicas());
    }

    @Test
    void a_load_balancer_counts_once_it_has_an_address() {
        String head = "---\n{apiVersion: v1, kind: Service, metadata: {name: s, namespace: a, uid: u}, ";
        assertFalse(FactsOf.service(
                        Serialization.unmarshal(head + "spec: {type: LoadBalancer}}", Service.class),
                        HostLabels.DEFAULT)
                .loadBalancerWithAddress());
        assertTrue(FactsOf.service(
                        Serialization.unmarshal(
                                head
                                        + "spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 1.2.3.4}]}}}",
                                Service.class),
                        HostLabels.DEFAULT)
                .loadBalancerWithAddress());
    }
}
