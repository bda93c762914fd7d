package dev.sublet.collector.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.facts.Change;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterWatchTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
    private static final WatchSettings SETTINGS = new WatchSettings(1_000, 2, Duration.ofSeconds(20));

    private FakeApi api;
    private KubernetesClient client;
    private ClusterWatch watch;

    @BeforeEach
    void startServer() throws IOException {
        api = new FakeApi();
        client = api.client();
        watch = new ClusterWatch(client, SETTINGS, HostLabels.DEFAULT, CLOCK);
        api.store("namespaces", namespace("kube-system"));
    }

    @AfterEach
    void stopServer() {
        watch.close();
        client.close();
        api.close();
    }

    private static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .build();
    }

    private static Pod pod(String name, String uid, String cpu) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("a")
                .withName(name)
                .withUid(uid)
                .addToAnnotations("vcluster.loft.sh/token-abc", "eyJ-canary")
                .endMetadata()
                .withNewSpec()
                .withNodeName("n1")
                .addNewContainer()
                .withName("main")
                .withNewResources()
                .addToRequests("cpu", new io.fabric8.kubernetes.api.model.Quantity(cpu))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }

    private static List<String> names(List<Change> changes) {
        return changes.stream()
                .map(change -> change instanceof Change.Seen seen
                        ? "seen " + seen.fact().uid()
                        : "gone " + ((Change.Gone) change).last().uid())
                .toList();
    }

    @Test
    void the_first_drain_holds_all_pages_with_pods_last() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            api.store("pods", pod("p" + i, "u" + i, "1"));
        }
        watch.start();
        assertEquals(
                List.of("seen uid-kube-system", "seen u0", "seen u1", "seen u2", "seen u3", "seen u4"),
                names(watch.drain()));
        assertEquals("uid-kube-system", watch.clusterUid().orElseThrow());
        assertEquals(5, watch.livePods());
        assertEquals(6, watch.liveUids().size());
    }

    @Test
    void changes_come_in_order_with_the_clocks_time_and_without_those_that_do_not_matter() throws InterruptedException {
        watch.start();
        watch.drain();
        api.put("pods", pod("p", "u1", "1"));
        Pod annotated = pod("p", "u1", "1");
        annotated.getMetadata().getAnnotations().put("anything", "else");
        api.put("pods", annotated);
        api.put("pods", pod("p", "u1", "2"));
        api.delete("pods", pod("p", "u1", "2"));
        String version = api.put("pods", pod("p", "u2", "2"));
        assertTrue(watch.awaitCaughtUp(Map.of("pods", version), SOON));
        List<Change> changes = watch.drain();
        assertEquals(List.of("seen u1", "seen u1", "gone u1", "seen u2"), names(changes));
        assertTrue(changes.stream().allMatch(change -> change.atS() == 1_000));
        assertFalse(changes.toString().contains("canary"), "a token was kept");
    }

    @Test
    void deletes_and_bookmarks_move_the_version_on() throws InterruptedException {
        api.store("pods", pod("p", "u1", "1"));
        watch.start();
        assertFalse(watch.caughtUp(Map.of("pods", "999999")));
        assertTrue(watch.awaitCaughtUp(Map.of("pods", api.delete("pods", pod("p", "u1", "1"))), SOON));
        assertEquals(List.of("seen uid-kube-system", "seen u1", "gone u1"), names(watch.drain()));
        assertTrue(watch.awaitCaughtUp(Map.of("nodes", api.bookmark("nodes", "v1", "Node")), SOON));
        assertThrows(IllegalArgumentException.class, () -> watch.caughtUp(Map.of("secrets", "1")));
    }

    @Test
    void after_an_expired_watch_only_what_a_complete_list_lacks_is_gone() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            api.store("pods", pod("p" + i, "u" + i, "1"));
        }
        watch.start();
        watch.drain();
        api.removeSilently("pods", pod("p1", "u1", "1"));
        api.spoilNextList("pods", "HTTP 500");
        api.spoilNextList("pods", "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":null}");
        api.spoilNextList("pods", "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[");
        api.spoilNextList("pods", "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":500}");
        api.expire("pods");
        String version = api.put("pods", pod("p3", "u3", "1"));
        assertTrue(watch.awaitCaughtUp(Map.of("pods", version), SOON));
        assertEquals(
                List.of("gone u1", "seen u3"),
                names(watch.drain()).stream().sorted().toList());
        assertTrue(api.lists.getOrDefault("pods", 0) >= 5, () -> "lists: " + api.lists);
    }

    @Test
    void a_list_that_breaks_off_after_its_first_page_removes_nothing() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            api.store("pods", pod("p" + i, "u" + i, "1"));
        }
        watch.start();
        watch.drain();
        api.spoilNextList(
                "pods",
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"200\",\"continue\":\"0\"},"
                        + "\"items\":[]}");
        api.spoilNextList("pods", "HTTP 503");
        api.expire("pods");
        String version = api.put("pods", pod("p0", "u0", "3"));
        assertTrue(watch.awaitCaughtUp(Map.of("pods", version), SOON));
        assertEquals(List.of("seen u0"), names(watch.drain()));
    }

    @Test
    void a_name_used_again_while_the_watch_was_down_is_another_pod() throws InterruptedException {
        api.store("pods", pod("p", "u1", "1"));
        watch.start();
        watch.drain();
        api.store("pods", pod("p", "u2", "1"));
        api.expire("pods");
        String version = api.put("pods", pod("q", "u3", "1"));
        assertTrue(watch.awaitCaughtUp(Map.of("pods", version), SOON));
        assertEquals(List.of("gone u1", "seen u2", "seen u3"), names(watch.drain()));
    }

    @Test
    void workloads_of_no_vcluster_are_not_kept() throws InterruptedException {
        for (String app : List.of("vcluster", "postgres")) {
            api.store(
                    "statefulsets",
                    new StatefulSetBuilder()
                            .withNewMetadata()
                            .withNamespace("a")
                            .withName(app)
                            .withUid("uid-" + app)
                            .addToLabels("app", app)
                            .addToLabels("release", app)
                            .endMetadata()
                            .build());
        }
        watch.start();
        assertTrue(watch.liveUids().contains("uid-vcluster"));
        assertFalse(watch.liveUids().contains("uid-postgres"));
    }

    @Test
    void a_refused_list_says_which_permission_to_give() {
        api.spoilNextList("services", "HTTP 403");
        ClusterException failure = assertThrows(ClusterException.class, watch::start);
        assertEquals(
                "services of " + client.getMasterUrl()
                        + " may not be listed (HTTP 403); give this account get, list and watch on services",
                failure.getMessage());
    }

    @Test
    void a_server_that_cannot_list_in_time_is_named() {
        for (int i = 0; i < 1_000; i++) {
            api.spoilNextList("nodes", "HTTP 500");
        }
        try (ClusterWatch impatient = new ClusterWatch(
                client, new WatchSettings(10, 10, Duration.ofMillis(300)), HostLabels.DEFAULT, CLOCK)) {
            ClusterException failure = assertThrows(ClusterException.class, impatient::start);
            assertTrue(
                    String.valueOf(failure.getMessage()).startsWith(client.getMasterUrl() + " did not list "),
                    failure.getMessage());
        }
    }

    @Test
    void more_objects_than_the_queue_holds_is_said_with_the_setting() {
        for (int i = 0; i < 5; i++) {
            api.store("pods", pod("p" + i, "u" + i, "1"));
        }
        try (ClusterWatch narrow =
                new ClusterWatch(client, new WatchSettings(3, 10, SOON), HostLabels.DEFAULT, CLOCK)) {
            ClusterException failure = assertThrows(ClusterException.class, narrow::start);
            assertTrue(
                    String.valueOf(failure.getMessage()).contains("collector.watch.changesMax=3; raise it"),
                    failure.getMessage());
        }
    }

    @Test
    void a_pod_no_server_would_send_leaves_what_was_known() throws InterruptedException {
        api.store("pods", pod("p", "u1", "1"));
        watch.start();
        watch.drain();
        Pod broken = pod("p", "u1", "1");
        broken.getMetadata().setUid(null);
        api.put("pods", broken);
        String version = api.put("pods", pod("q", "u2", "1"));
        assertTrue(watch.awaitCaughtUp(Map.of("pods", version), SOON));
        assertEquals(List.of("seen u2"), names(watch.drain()));
    }
}
