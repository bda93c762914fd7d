package dev.sublet.collector.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.ClaimFacts;
import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.facts.OwnerRef;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.ServiceFacts;
import dev.sublet.collector.facts.VolumeFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import dev.sublet.ledger.span.PodClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetDiscoveryTest {
    private static final String MANAGED_BY = "vcluster.loft.sh/managed-by";

    private final FleetDiscovery discovery = new FleetDiscovery();

    private void see(Fact fact) {
        discovery.apply(new Change.Seen(1, fact));
    }

    private void lose(Fact fact) {
        discovery.apply(new Change.Gone(2, fact));
    }

    private static WorkloadFacts workload(String kind, String namespace, String name, String app, int replicas) {
        return new WorkloadFacts(
                "w-" + namespace + "-" + name,
                kind,
                namespace,
                name,
                Map.of("app", app, "release", name.replace("-etcd", "")),
                replicas,
                "0.37.0",
                "k8s",
                replicas == 0,
                false);
    }

    private static ServiceFacts service(String namespace, String name, String uid, long createdS) {
        return new ServiceFacts(uid, namespace, name, createdS, Map.of(), List.of(), false);
    }

    private void vcluster(String namespace, String name) {
        see(workload("StatefulSet", namespace, name, "vcluster", 1));
        see(service(namespace, name, "s-" + namespace + "-" + name, 10));
    }

    private static PodFacts pod(
            String namespace, String name, long createdS, Map<String, String> labels, OwnerRef... owners) {
        return new PodFacts(
                "u-" + name,
                "u-" + name,
                namespace,
                name,
                "n1",
                labels,
                Map.of(),
                List.of(owners),
                "Running",
                createdS,
                createdS,
                null,
                true,
                List.of(),
                0,
                0,
                0,
                null,
                "BestEffort",
                null,
                null);
    }

    private static PodFacts synced(String namespace, String vcluster, String serviceUid) {
        return pod(
                namespace,
                "web",
                20,
                Map.of(MANAGED_BY, vcluster, "vcluster.loft.sh/namespace", "default"),
                new OwnerRef("Service", vcluster, serviceUid));
    }

    private static PodFacts annotated(PodFacts pod, Map<String, String> annotations) {
        return new PodFacts(
                pod.uid(),
                pod.kubeletUid(),
                pod.namespace(),
                pod.name(),
                pod.node(),
                pod.labels(),
                annotations,
                pod.owners(),
                pod.phase(),
                pod.createdS(),
                pod.scheduledS(),
                null,
                true,
                List.of(),
                0,
                0,
                0,
                null,
                "BestEffort",
                null,
                null);
    }

    private String classOf(PodFacts pod) {
        PodIdentity identity = discovery.identify(pod);
        return identity.podClass().label() + (identity.vcluster() == null ? "" : " " + identity.vcluster());
    }

    @Test
    void a_vcluster_exists_once_its_service_is_known() {
        see(workload("StatefulSet", "a", "v", "vcluster", 1));
        assertEquals(0, discovery.vclusters().size());
        long before = discovery.version();
        see(service("a", "v", "s1", 10));
        assertEquals(1, discovery.vclusters().size());
        assertEquals("s1", discovery.vclusters().iterator().next().uid());
        assertNotEquals(before, discovery.version());
    }

    @Test
    void two_vclusters_in_one_namespace_are_told_apart() {
        vcluster("a", "v1");
        vcluster("a", "v2");
        assertEquals("workload v1", classOf(synced("a", "v1", "s-a-v1")));
        assertEquals("workload v2", classOf(synced("a", "v2", "s-a-v2")));
        assertEquals("unattributed", classOf(synced("a", "v2", "s-a-v1")), "the Service is another's");
        assertEquals("unattributed", classOf(pod("a", "shell", 20, Map.of())));
        assertEquals("host", classOf(pod("b", "shell", 20, Map.of())));
    }

    @Test
    void labels_without_proof_are_unattributed_wherever_they_are() {
        vcluster("a", "v");
        assertEquals("unattributed", classOf(synced("a", "v", "wrong-uid")));
        assertEquals("unattributed", classOf(synced("elsewhere", "v", "s-a-v")));
        assertEquals("unattributed", classOf(pod("a", "p", 20, Map.of(MANAGED_BY, "v"))));
        assertEquals("unattributed", classOf(pod("b", "p", 20, Map.of("app", "vcluster", "release", "v"))));
        assertEquals("unattributed", classOf(pod("a", "p", 20, Map.of("app", "vcluster", "release", "v"))));
        assertEquals("host", classOf(pod("b", "p", 20, Map.of("app", "vcluster"))));
    }

    @Test
    void a_copy_made_by_hand_is_not_the_tenants() {
        vcluster("a", "v");
        PodFacts original = synced("a", "v", "s-a-v");
        Map<String, String> own = Map.of("vcluster.loft.sh/object-host-name", "web");
        Map<String, String> others = Map.of("vcluster.loft.sh/object-host-name", "web-x-default-x-v");
        assertEquals("workload v", classOf(annotated(original, own)));
        assertEquals("unattributed", classOf(annotated(original, others)));
    }

    @Test
    void trusted_annotations_give_the_virtual_name_and_win_over_the_label() {
        vcluster("a", "v");
        PodIdentity identity = discovery.identify(annotated(
                synced("a", "v", "s-a-v"),
                Map.of("vcluster.loft.sh/object-name", "web-0", "vcluster.loft.sh/object-namespace", "shop")));
        assertEquals("shop", identity.virtualNamespace());
        assertEquals("web-0", identity.virtualName());
        assertEquals("default", discovery.identify(synced("a", "v", "s-a-v")).virtualNamespace());
    }

    @Test
    void dns_is_overhead_only_in_the_virtual_kube_system() {
        vcluster("a", "v");
        Map<String, String> labels = new HashMap<>(Map.of(MANAGED_BY, "v", "k8s-app", "vcluster-kube-dns"));
        OwnerRef owner = new OwnerRef("Service", "v", "s-a-v");
        labels.put("vcluster.loft.sh/namespace", "kube-system");
        assertEquals("dns v", classOf(pod("a", "dns", 20, labels, owner)));
        labels.put("vcluster.loft.sh/namespace", "default");
        assertEquals("workload v", classOf(pod("a", "dns", 20, labels, owner)));
    }

    @Test
    void control_planes_are_known_by_the_workload_that_owns_them() {
        vcluster("a", "v");
        see(workload("Deployment", "b", "d", "vcluster", 1));
        see(service("b", "d", "s-b-d", 10));
        see(workload("StatefulSet", "a", "v-etcd", "vcluster-etcd", 1));
        Map<String, String> main = Map.of("app", "vcluster", "release", "v");
        assertEquals("control-plane v", classOf(pod("a", "v-0", 20, main, new OwnerRef("StatefulSet", "v", "w-a-v"))));
        assertEquals("unattributed", classOf(pod("a", "v-0", 20, main, new OwnerRef("StatefulSet", "v", "other"))));
        assertEquals(
                "control-plane v",
                classOf(pod(
                        "a",
                        "v-etcd-0",
                        20,
                        Map.of("app", "vcluster-etcd", "release", "v"),
                        new OwnerRef("StatefulSet", "v-etcd", "w-a-v-etcd"))));
        Map<String, String> replica = Map.of("app", "vcluster", "release", "d", "pod-template-hash", "7f");
        assertEquals(
                "control-plane d", classOf(pod("b", "d-7f-x", 20, replica, new OwnerRef("ReplicaSet", "d-7f", "r"))));
        assertEquals("unattributed", classOf(pod("b", "d-7f-x", 20, replica, new OwnerRef("ReplicaSet", "e-7f", "r"))));
        assertEquals("snapshot v", classOf(pod("a", "snap", 20, Map.of("app", "vcluster-snapshot", "release", "v"))));
    }

    @Test
    void what_a_gone_vcluster_left_keeps_its_class() {
        vcluster("a", "v");
        PodFacts workload = synced("a", "v", "s-a-v");
        PodFacts plane = pod(
                "a", "v-0", 20, Map.of("app", "vcluster", "release", "v"), new OwnerRef("StatefulSet", "v", "w-a-v"));
        lose(workload("StatefulSet", "a", "v", "vcluster", 1));
        lose(service("a", "v", "s-a-v", 10));
        assertEquals(0, discovery.vclusters().size());
        assertEquals("workload v", classOf(workload));
        assertEquals("control-plane v", classOf(plane));
        assertEquals("unattributed", classOf(pod("a", "shell", 20, Map.of())));
    }

    @Test
    void a_vcluster_made_again_under_its_name_is_another_one() {
        vcluster("a", "v");
        lose(service("a", "v", "s-a-v", 10));
        see(service("a", "v", "s-new", 100));
        PodFacts old = pod(
                "a", "v-0", 20, Map.of("app", "vcluster", "release", "v"), new OwnerRef("StatefulSet", "v", "w-a-v"));
        PodFacts young = pod(
                "a", "v-0", 120, Map.of("app", "vcluster", "release", "v"), new OwnerRef("StatefulSet", "v", "w-a-v"));
        assertEquals("s-a-v", discovery.identify(old).vclusterUid());
        assertEquals("s-new", discovery.identify(young).vclusterUid());
        assertEquals("s-a-v", discovery.identify(synced("a", "v", "s-a-v")).vclusterUid());
    }

    @Test
    void the_end_of_a_former_service_told_late_does_not_end_the_new_one() {
        vcluster("a", "v");
        see(service("a", "v", "s-new", 100));
        lose(service("a", "v", "s-a-v", 10));
        assertEquals("s-new", discovery.vclusters().iterator().next().uid());
    }

    @Test
    void pods_in_a_mapped_namespace_belong_to_the_vcluster_that_maps_it() {
        vcluster("a", "v");
        see(new NamespaceFacts("ns1", "team-x", null, null, "a-x-v", Map.of()));
        assertEquals("workload v", classOf(pod("team-x", "web", 20, Map.of(MANAGED_BY, "a-x-v"))));
        assertEquals("workload v", classOf(pod("team-x", "web", 20, Map.of(MANAGED_BY, "v"))));
        assertEquals("unattributed", classOf(pod("team-x", "web", 20, Map.of(MANAGED_BY, "w"))));
        assertEquals("unattributed", classOf(pod("team-x", "shell", 20, Map.of())));
        see(new NamespaceFacts("ns1", "team-x", null, null, null, Map.of()));
        assertEquals("unattributed", classOf(pod("team-x", "web", 20, Map.of(MANAGED_BY, "v"))));
    }

    @Test
    void a_mark_that_two_vclusters_could_have_made_proves_nothing() {
        vcluster("a", "b-x-c");
        vcluster("a-x-b", "c");
        see(new NamespaceFacts("ns1", "mapped", null, null, "a-x-b-x-c", Map.of()));
        assertEquals("unattributed", classOf(pod("mapped", "web", 20, Map.of(MANAGED_BY, "a-x-b-x-c"))));
        assertEquals("workload c", classOf(pod("mapped", "web", 20, Map.of(MANAGED_BY, "c"))));
    }

    @Test
    void paused_means_marked_and_without_replicas() {
        see(service("a", "v", "s1", 10));
        see(workload("StatefulSet", "a", "v", "vcluster", 0));
        assertEquals("paused", discovery.vclusters().iterator().next().state());
        WorkloadFacts up = workload("StatefulSet", "a", "v", "vcluster", 1);
        see(new WorkloadFacts(up.uid(), up.kind(), "a", "v", up.labels(), 1, null, null, true, false));
        assertEquals("running", discovery.vclusters().iterator().next().state());
        see(new WorkloadFacts(up.uid(), up.kind(), "a", "v", up.labels(), 0, null, null, false, false));
        assertEquals("scaled-down", discovery.vclusters().iterator().next().state());
    }

    private static VolumeFacts volume(String claim, String claimUid) {
        return new VolumeFacts("pv", "pv", 10, "fast", 1024, "Released", "a", claim, claimUid, null);
    }

    @Test
    void a_released_volume_keeps_the_vcluster_of_its_claim() {
        vcluster("a", "v");
        ClaimFacts data = new ClaimFacts("c1", "a", "data-v-0", Map.of("app", "vcluster", "release", "v"), List.of());
        ClaimFacts tenants = new ClaimFacts(
                "c2", "a", "files-x-shop-x-v", Map.of(MANAGED_BY, "v"), List.of(new OwnerRef("Service", "v", "s-a-v")));
        ClaimFacts forged = new ClaimFacts("c3", "a", "mine", Map.of("app", "vcluster", "release", "v"), List.of());
        List.of(data, tenants, forged).forEach(this::see);
        List.of(data, tenants, forged).forEach(this::lose);
        assertEquals(
                PodClass.CONTROL_PLANE,
                discovery.identify(volume("data-v-0", "c1")).podClass());
        assertEquals("v", discovery.identify(volume("files-x-shop-x-v", "c2")).vcluster());
        assertEquals(
                PodClass.UNATTRIBUTED, discovery.identify(volume("mine", "c3")).podClass());
        assertEquals(
                PodClass.UNATTRIBUTED,
                discovery.identify(volume("data-v-0", "never-seen")).podClass());
        assertEquals(
                PodClass.HOST,
                discovery
                        .identify(new VolumeFacts("pv", "pv", 1, "fast", 1, "Available", null, null, null, null))
                        .podClass());
    }

    @Test
    void load_balancers_are_the_control_planes_or_the_tenants() {
        vcluster("a", "v");
        assertEquals(
                PodClass.CONTROL_PLANE,
                discovery.identify(service("a", "v", "s-a-v", 10)).podClass());
        assertEquals(
                PodClass.WORKLOAD,
                discovery
                        .identify(new ServiceFacts(
                                "x",
                                "a",
                                "web-x-shop-x-v",
                                20,
                                Map.of(MANAGED_BY, "v"),
                                List.of(new OwnerRef("Service", "v", "s-a-v")),
                                true))
                        .podClass());
        assertEquals(
                PodClass.HOST, discovery.identify(service("b", "web", "y", 10)).podClass());
    }

    @Test
    void what_changes_nothing_does_not_move_the_version() {
        vcluster("a", "v");
        long version = discovery.version();
        vcluster("a", "v");
        see(new NamespaceFacts("ns", "a", "cc-1", null, null, Map.of()));
        see(service("b", "other", "o", 10));
        assertEquals(version, discovery.version());
    }

    @Test
    void a_namespace_s_labels_hold_for_all_in_it_and_own_labels_only_outside_vclusters() {
        FleetDiscovery labelled = new FleetDiscovery(Set.of("tier", "env"));
        long before = labelled.version();
        labelled.apply(new Change.Seen(
                1, new NamespaceFacts("ns", "team-x", null, null, null, Map.of("tier", "shared", "env", "prod"))));
        assertTrue(labelled.version() > before);
        labelled.apply(new Change.Seen(1, workload("StatefulSet", "team-x", "a", "vcluster", 1)));
        labelled.apply(new Change.Seen(1, service("team-x", "a", "s-a", 10)));
        PodFacts synced = pod(
                "team-x",
                "web-x-default-x-a",
                20,
                Map.of(MANAGED_BY, "a", "tier", "mine"),
                new OwnerRef("Service", "a", "s-a"));
        assertEquals(PodClass.WORKLOAD, labelled.identify(synced).podClass());
        assertEquals("env=prod,tier=shared", labelled.identify(synced).labels());
        PodFacts hosts = pod("tools", "logs", 20, Map.of("tier", "core", "app", "logs"));
        assertEquals(PodClass.HOST, labelled.identify(hosts).podClass());
        assertEquals("tier=core", labelled.identify(hosts).labels());
        assertNull(discovery.identify(hosts).labels());
    }

    @Test
    void a_label_that_changes_or_goes_is_news() {
        FleetDiscovery labelled = new FleetDiscovery(Set.of("tier"));
        PodFacts hosts = pod("tools", "logs", 20, Map.of());
        NamespaceFacts shared = new NamespaceFacts("ns", "tools", null, null, null, Map.of("tier", "shared"));
        labelled.apply(new Change.Seen(1, shared));
        long version = labelled.version();
        labelled.apply(new Change.Seen(2, shared));
        assertEquals(version, labelled.version());
        assertEquals("tier=shared", labelled.identify(hosts).labels());
        labelled.apply(new Change.Seen(3, new NamespaceFacts("ns", "tools", null, null, null, Map.of())));
        assertTrue(labelled.version() > version);
        assertNull(labelled.identify(hosts).labels());
    }
}
