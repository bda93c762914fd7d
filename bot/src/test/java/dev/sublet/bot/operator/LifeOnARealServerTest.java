package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    void is_created_becomes_ready_and_leaves_nothing_behind() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        host.actions(action -> told.add(action.verb() + " " + action.result().word()));
        host.start("undo: 1m");
        host.create("a", "size: small");

        VirtualCluster ready = host.await("a", Phase.Ready);
        assertEquals("0.37.0", ready.getStatus().chartVersion());
        assertEquals(host.hostNamespace("a"), ready.getStatus().hostNamespace());

        assertEquals(List.of("create requested", "create done"), List.copyOf(told));

        host.delete("a");
        host.awaitGone("a");
        assertNull(host.client().namespaces().withName(host.hostNamespace("a")).get());
    }
}
