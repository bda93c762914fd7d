package dev.sublet.bot.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class UpgradeOnARealServerTest {
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
    void goes_hop_by_hop_and_without_a_snapshot_only_when_a_person_says_so() throws IOException {
        List<String> hops = new CopyOnWriteArrayList<>();
        host.actions(action -> {
            if (action.verb().equals("upgrade")) {
                hops.add(action.change());
            }
        });
        host.start("");
        host.create("u", "chartVersion: 0.36.2\nkubernetesVersion: \"1.35\"");
        VirtualCluster ready = host.await("u", Phase.Ready);
        assertEquals("0.36.2", ready.getStatus().chartVersion());

        host.patch("u", "{\"spec\":{\"chartVersion\":\"0.37.0\",\"kubernetesVersion\":\"1.36\"}}");
        VirtualCluster blocked = host.await("u", Phase.Blocked);
        assertTrue(
                blocked.getStatus().message().contains("set annotation sublet.dev/without-snapshot"),
                blocked.getStatus().message());
        assertEquals("0.36.2", blocked.getStatus().chartVersion());

        host.patch("u", "{\"metadata\":{\"annotations\":{\"sublet.dev/without-snapshot\":\"true\"}}}");
        host.await("u", Phase.Upgrading);
        VirtualCluster done = host.await("u", Phase.Ready);
        assertEquals("0.37.0", done.getStatus().chartVersion());
        assertEquals("1.36.0", done.getStatus().kubernetesVersion());
        assertEquals(3, done.getStatus().releaseRevision());
        assertEquals(
                List.of(
                        "{\"chart\":\"0.37.0\",\"kubernetes\":\"1.35.0\"}",
                        "{\"chart\":\"0.37.0\",\"kubernetes\":\"1.36\"}"),
                List.copyOf(hops));
    }
}
