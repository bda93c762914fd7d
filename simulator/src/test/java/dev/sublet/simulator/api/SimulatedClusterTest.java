package dev.sublet.simulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.simulator.replay.InformerDouble;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SimulatedClusterTest {
    private final SimulatedCluster cluster = SimulatedCluster.start();
    private final InformerDouble.Memory memory = new InformerDouble.Memory();
    private final InformerDouble collector = new InformerDouble(memory, Clock.systemUTC(), cluster.clientConfig());

    @AfterEach
    void close() {
        collector.close();
        cluster.close();
    }

    @Test
    void informers_see_what_is_added_changed_and_deleted() {
        cluster.put(pod("a", "uid-a", "blue"));
        startAndCatchUp();
        cluster.put(pod("b", "uid-b", "blue"));
        cluster.put(pod("a", "uid-a", "green"));
        cluster.delete(KubeKind.POD, "ns", "a");
        catchUp();
        assertEquals(List.of("a", "b"), memory.namesSeen("ADDED", "Pod"));
        assertEquals(List.of("a"), memory.namesSeen("MODIFIED", "Pod"));
        assertEquals(List.of("a"), memory.namesSeen("DELETED", "Pod"));
    }

    @Test
    void an_object_that_says_nothing_new_makes_no_event() {
        cluster.put(pod("a", "uid-a", "blue"));
        String before = cluster.resourceVersions().get("Pod");
        cluster.put(pod("a", "uid-a", "blue"));
        assertEquals(before, cluster.resourceVersions().get("Pod"));
    }

    @Test
    void the_same_name_with_another_uid_is_deleted_and_added() {
        cluster.put(pod("a", "uid-1", "blue"));
        startAndCatchUp();
        cluster.put(pod("a", "uid-2", "blue"));
        catchUp();
        assertEquals(List.of("a", "a"), memory.namesSeen("ADDED", "Pod"));
        assertEquals(List.of("a"), memory.namesSeen("DELETED", "Pod"));
    }

    @Test
    void a_watch_that_was_cut_goes_on_and_ends_with_what_there_is() {
        startAndCatchUp();
        cluster.cutWatches(KubeKind.POD);
        cluster.put(pod("a", "uid-a", "blue"));
        cluster.delete(KubeKind.POD, "ns", "a");
        cluster.put(pod("b", "uid-b", "blue"));
        catchUp();
        // The client may watch again from where it was, and see "a" come and go, or list again, and never hear of it.
        List<String> added = memory.namesSeen("ADDED", "Pod");
        List<String> deleted = memory.namesSeen("DELETED", "Pod");
        assertTrue(added.contains("b"), added.toString());
        assertEquals(added.contains("a"), deleted.contains("a"));
        assertFalse(deleted.contains("b"));
    }

    @Test
    void after_410_informers_list_again_and_find_what_is_gone() {
        cluster.put(pod("a", "uid-a", "blue"));
        startAndCatchUp();
        cluster.failApi(KubeKind.POD, 500);
        cluster.expireWatches(KubeKind.POD);
        cluster.delete(KubeKind.POD, "ns", "a");
        cluster.put(pod("b", "uid-b", "blue"));
        cluster.healApi(KubeKind.POD);
        catchUp();
        assertEquals(List.of("a", "b"), memory.namesSeen("ADDED", "Pod"));
        assertEquals(List.of("a"), memory.namesSeen("DELETED", "Pod"));
    }

    @Test
    void a_failing_list_is_an_error_and_not_an_empty_cluster() {
        cluster.put(pod("a", "uid-a", "blue"));
        cluster.failApi(KubeKind.POD, 500);
        try (KubernetesClient client = client()) {
            assertThrows(
                    KubernetesClientException.class,
                    () -> client.pods().inAnyNamespace().list());
        }
    }

    @Test
    void bookmarks_move_informers_on() {
        startAndCatchUp();
        cluster.bookmark(KubeKind.POD);
        catchUp();
        assertTrue(memory.sightings.isEmpty());
    }

    @Test
    void lists_take_selectors_and_single_objects_are_found() {
        cluster.put(pod("a", "uid-a", "blue"));
        cluster.put(pod("b", "uid-b", "green"));
        try (KubernetesClient client = client()) {
            assertEquals(
                    1,
                    client.pods()
                            .inAnyNamespace()
                            .withLabel("color", "blue")
                            .list()
                            .getItems()
                            .size());
            assertEquals(
                    1,
                    client.pods()
                            .inAnyNamespace()
                            .withLabelIn("color", "blue", "red")
                            .list()
                            .getItems()
                            .size());
            assertEquals(
                    1,
                    client.pods()
                            .inNamespace("ns")
                            .withField("metadata.name", "b")
                            .list()
                            .getItems()
                            .size());
            assertEquals(
                    "uid-b",
                    client.pods()
                            .inNamespace("ns")
                            .withName("b")
                            .get()
                            .getMetadata()
                            .getUid());
        }
    }

    @Test
    void a_watch_without_websocket_is_a_stream_of_lines() throws Exception {
        cluster.put(pod("a", "uid-a", "blue"));
        HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(cluster.url() + "api/v1/pods?watch=true"))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        Iterator<String> lines = response.body().iterator();
        assertTrue(lines.next().contains("\"type\":\"ADDED\""));
        cluster.put(pod("a", "uid-a", "green"));
        assertTrue(lines.next().contains("\"type\":\"MODIFIED\""));
        cluster.cutWatches(KubeKind.POD);
        assertFalse(lines.hasNext());
    }

    @Test
    void a_request_that_makes_no_sense_is_refused() throws Exception {
        assertTrue(get(cluster.url() + "api/v1/pods?watch=true&resourceVersion=abc")
                .contains("BadRequest"));
        assertTrue(get(cluster.url() + "api/v1/pods?fieldSelector=abc").contains("BadRequest"));
        assertTrue(get(cluster.url() + "api/v1/secrets").contains("NotFound"));
    }

    @Test
    void an_object_that_leaves_a_selection_is_gone_for_its_watcher() {
        cluster.put(pod("a", "uid-a", "blue"));
        List<String> seen = new CopyOnWriteArrayList<>();
        try (KubernetesClient client = client();
                SharedIndexInformer<Pod> blue = client.pods()
                        .inAnyNamespace()
                        .withLabel("color", "blue")
                        .inform(new ResourceEventHandler<>() {
                            @Override
                            public void onAdd(Pod pod) {
                                seen.add("add");
                            }

                            @Override
                            public void onUpdate(Pod before, Pod pod) {
                                seen.add("update");
                            }

                            @Override
                            public void onDelete(Pod pod, boolean unknown) {
                                seen.add("delete");
                            }
                        })) {
            cluster.put(pod("a", "uid-a", "green"));
            cluster.put(pod("a", "uid-a", "blue"));
            InformerDouble.await("three events", () -> seen.size() == 3);
            assertEquals(List.of("add", "delete", "add"), seen);
            assertTrue(blue.isRunning());
        }
    }

    @Test
    void a_node_leads_to_its_own_kubelet_and_the_api_leads_there_too() throws Exception {
        cluster.put(new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .withUid("uid-n1")
                .endMetadata()
                .withNewStatus()
                .addNewAddress()
                .withType("InternalIP")
                .withAddress("10.0.0.1")
                .endAddress()
                .endStatus()
                .build());
        cluster.setSummary("n1", "{\"node\":{\"nodeName\":\"n1\"}}");
        startAndCatchUp();
        collector.tick();
        assertEquals(List.of(200), List.copyOf(memory.statusByTick.values()));
        assertTrue(get(cluster.url() + "api/v1/nodes/n1/proxy/stats/summary").contains("\"n1\""));
    }

    @Test
    void kubelets_fail_on_demand() throws Exception {
        cluster.setSummary("n1", "{}");
        String url = "http://127.0.0.1:" + cluster.kubeletPort("n1") + "/stats/summary";
        cluster.failKubelet("n1", KubeletFault.ERROR);
        assertEquals("the simulated kubelet of n1 fails", get(url));
        cluster.failKubelet("n1", KubeletFault.SILENT);
        assertThrows(IOException.class, () -> get(url));
        cluster.failKubelet("n1", KubeletFault.HANGS);
        assertThrows(IOException.class, () -> get(url));
        cluster.healKubelet("n1");
        assertEquals("{}", get(url));
    }

    private void startAndCatchUp() {
        collector.start();
        catchUp();
    }

    private void catchUp() {
        InformerDouble.await("caught up", () -> collector.caughtUp(cluster.resourceVersions()));
    }

    private KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(cluster.clientConfig()).build();
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofMillis(700))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Pod pod(String name, String uid, String color) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("ns")
                .withName(name)
                .withUid(uid)
                .addToLabels("color", color)
                .endMetadata()
                .build();
    }
}
