package dev.sublet.collector.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.collector.SharedData;
import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.VolumeFacts;
import dev.sublet.collector.watch.FactsOf;
import dev.sublet.collector.watch.HostLabels;
import dev.sublet.ledger.span.PodClass;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.NamespaceList;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimList;
import io.fabric8.kubernetes.api.model.PersistentVolumeList;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.api.model.apps.StatefulSetList;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordingDiscoveryTest {
    private static final FleetDiscovery DISCOVERY = new FleetDiscovery();
    private static final Map<String, PodFacts> PODS = new TreeMap<>();
    private static final List<VolumeFacts> VOLUMES = new ArrayList<>();
    private static JsonNode truth;

    @BeforeAll
    static void applyTheWholeRecording() throws IOException {
        Map<String, byte[]> files = SharedData.recording(
                name -> name.matches("ticks/\\d+/(pods|namespaces|services|statefulsets|deployments|pvcs|pvs)\\.json")
                        || name.equals("truth.json")
                        || name.equals("watch-pods.jsonl"));
        truth = new ObjectMapper().readTree(files.get("truth.json"));
        files.keySet().stream()
                .filter(name -> name.startsWith("ticks/"))
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                .distinct()
                .forEach(tick -> {
                    apply(
                            files,
                            tick + "services.json",
                            ServiceList.class,
                            one -> FactsOf.service(one, HostLabels.DEFAULT));
                    apply(files, tick + "statefulsets.json", StatefulSetList.class, FactsOf::statefulSet);
                    apply(files, tick + "deployments.json", DeploymentList.class, FactsOf::deployment);
                    apply(
                            files,
                            tick + "pvcs.json",
                            PersistentVolumeClaimList.class,
                            one -> FactsOf.claim(one, HostLabels.DEFAULT));
                    apply(
                            files,
                            tick + "namespaces.json",
                            NamespaceList.class,
                            namespace -> FactsOf.namespace(namespace, HostLabels.DEFAULT));
                    for (PodFacts pod : apply(
                            files, tick + "pods.json", PodList.class, one -> FactsOf.pod(one, HostLabels.DEFAULT))) {
                        PODS.put(pod.uid(), pod);
                    }
                    VOLUMES.addAll(0, apply(files, tick + "pvs.json", PersistentVolumeList.class, FactsOf::volume));
                });
        for (String line : new String(files.get("watch-pods.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            JsonNode object = new ObjectMapper().readTree(line).path("object");
            if (object.path("metadata").has("uid")) {
                PodFacts pod = FactsOf.pod(
                        Serialization.unmarshal(object.toString(), io.fabric8.kubernetes.api.model.Pod.class),
                        HostLabels.DEFAULT);
                PODS.putIfAbsent(pod.uid(), pod);
            }
        }
    }

    private static <T extends HasMetadata, L extends KubernetesResourceList<T>, F extends Fact> List<F> apply(
            Map<String, byte[]> files, String name, Class<L> type, Function<T, F> factOf) {
        L list = Serialization.unmarshal(new String(files.get(name), StandardCharsets.UTF_8), type);
        List<F> facts = list.getItems().stream().map(factOf).toList();
        facts.forEach(fact -> DISCOVERY.apply(new Change.Seen(1, fact)));
        return facts;
    }

    private static PodIdentity identityOf(String name) {
        PodFacts pod = PODS.values().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return DISCOVERY.identify(pod);
    }

    @Test
    void every_pod_of_the_truth_has_its_vcluster_class_and_virtual_name() {
        int matched = 0;
        for (JsonNode expected : truth.path("pods")) {
            PodFacts pod = PODS.get(expected.path("uid").asText());
            if (pod == null) {
                // A job that lived and died in the recorder's gap was seen by nobody.
                assertTrue(expected.path("hostName").asText().startsWith("ghost-"), expected.toString());
                continue;
            }
            PodIdentity identity = DISCOVERY.identify(pod);
            switch (expected.path("role").asText()) {
                case "control-plane" -> assertEquals(PodClass.CONTROL_PLANE, identity.podClass(), pod.name());
                case "tenant" -> {
                    assertEquals(PodClass.WORKLOAD, identity.podClass(), pod.name());
                    assertEquals(expected.path("virtualNamespace").asText(), identity.virtualNamespace());
                    assertEquals(expected.path("virtualName").asText(), identity.virtualName());
                }
                default -> assertNull(identity.vclusterUid(), pod.name());
            }
            assertEquals(expected.path("vcluster").textValue(), identity.vcluster(), pod.name());
            matched++;
        }
        assertTrue(matched >= 30, matched + " pods matched");
    }

    @Test
    void tenants_that_lie_about_labels_and_annotations_stay_in_their_vcluster() {
        for (String name : List.of("spoof-labels", "spoof-annotations")) {
            PodIdentity identity = identityOf(name + "-x-batch-x-payments");
            assertEquals(PodClass.WORKLOAD, identity.podClass());
            assertEquals("payments", identity.vcluster());
            assertEquals("batch", identity.virtualNamespace());
            assertEquals(name, identity.virtualName());
        }
    }

    @Test
    void pods_that_nobody_can_explain_are_unattributed() {
        assertEquals(PodIdentity.outside(PodClass.UNATTRIBUTED), identityOf("debug-shell"));
        assertEquals(PodIdentity.outside(PodClass.UNATTRIBUTED), identityOf("fake-tenant"));
        assertEquals(PodIdentity.outside(PodClass.HOST), identityOf("shared-metrics-65db74bffb-kfccz"));
    }

    @Test
    void a_name_too_long_for_the_host_is_the_tenants_own_again() {
        assertEquals(
                "quarterly-reconciliation-worker-with-a-very-long-name-that-does-not-fit",
                identityOf("quarterly-reconciliation-worker-with-a-very-long-nam-cfebc71e89")
                        .virtualName());
        assertEquals(
                "quarterly-reconciliation-worker-with-a-very-long-nam-cfebc71e89",
                HostNames.safeConcat(
                        "quarterly-reconciliation-worker-with-a-very-long-name-that-does-not-fit",
                        "x",
                        "jobs",
                        "x",
                        "search"));
    }

    @Test
    void vclusters_are_found_by_statefulset_and_deployment() {
        Vcluster payments = vcluster("payments");
        assertEquals("StatefulSet", payments.workloadKind());
        assertEquals("k8s", payments.distro());
        assertEquals("v1", payments.version());
        assertEquals("running", payments.state());
        assertEquals("Deployment", vcluster("search").workloadKind());
        assertEquals(payments.uid(), identityOf("payments-0").vclusterUid());
    }

    private static Vcluster vcluster(String name) {
        return DISCOVERY.vclusters().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void volumes_go_with_the_claims_that_bound_them() {
        PodIdentity data = volume("pv-a1");
        assertEquals(PodClass.CONTROL_PLANE, data.podClass());
        assertEquals("payments", data.vcluster());
        PodIdentity synced = volume("pv-a2");
        assertEquals(PodClass.WORKLOAD, synced.podClass());
        assertEquals("search", synced.vcluster());
    }

    private static PodIdentity volume(String name) {
        return VOLUMES.stream()
                .filter(volume -> volume.name().equals(name))
                .findFirst()
                .map(DISCOVERY::identify)
                .orElseThrow();
    }
}
