package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sublet.bot.host.MovableClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.resource.PowerStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real API server, with the real Helm. The chart and the kubelet stand in; the virtual cluster's API is a second real server. */
class LifeOnARealServerTest {
    @TempDir
    Path folder = Path.of("");

    private RealHost host;

    @BeforeEach
    void settle() {
        host = new RealHost(folder);
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void is_created_paused_resumed_and_deleted_without_a_trace() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        Set<String> known = ConcurrentHashMap.newKeySet();
        host.actions(action -> {
            // The ledger drops what it is told again.
            if (known.add(action.id())) {
                told.add(action.verb() + " " + action.result().word());
            }
        });
        MovableClock clock = new MovableClock();
        host.clock(clock);
        host.start("undo: 1m");
        host.create("a", "size: small");

        VirtualCluster ready = host.await("a", Phase.Ready);
        assertEquals("0.37.0", ready.getStatus().chartVersion());
        assertEquals(host.hostNamespace("a"), ready.getStatus().hostNamespace());

        assertEquals(List.of("create requested", "create done"), List.copyOf(told));

        told.clear();
        host.patch("a", "{\"spec\": {\"paused\": true}}");
        VirtualCluster paused = host.await("a", Phase.Paused);
        assertEquals(PowerStatus.Reason.Person, paused.getStatus().power().reason());
        StatefulSet set = host.client()
                .apps()
                .statefulSets()
                .inNamespace(host.hostNamespace("a"))
                .withName(host.name("a"))
                .get();
        assertEquals(0, set.getSpec().getReplicas());
        assertEquals("1", set.getMetadata().getAnnotations().get("loft.sh/paused-replicas"));

        host.patch("a", "{\"spec\": {\"paused\": false}}");
        host.await("a", Phase.Ready);
        assertEquals(
                List.of("change requested", "stop done", "change done", "change requested", "wake done", "change done"),
                List.copyOf(told));

        host.delete("a");
        host.await("a", Phase.Deleting);
        clock.forward(Duration.ofMinutes(2));
        host.patch("a", "{\"metadata\": {\"annotations\": {\"look\": \"again\"}}}");
        host.awaitGone("a");
        assertNull(host.client().namespaces().withName(host.hostNamespace("a")).get());
    }
}
