package dev.sublet.bot.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterOverride;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests on a real API server, without an operator. */
class DeskOnARealServerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private static final Asker BOB = new Asker("bob@example.com", null, "cli", "r-1");

    @TempDir
    Path folder = Path.of("");

    private @Nullable RealHost host;

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
    void what_git_owns_is_overridden_for_a_day_or_left_alone() {
        RealHost server = host;
        assert server != null;
        server.create("g", "");
        String name = server.name("g");
        server.patch(
                "g",
                "{\"metadata\": {\"annotations\": {\"argocd.argoproj.io/tracking-id\": \"shop:sublet.dev/VirtualCluster:"
                        + server.namespace() + "/" + name + "\"}}}");
        Desk desk = new Desk(server.client(), server.namespace(), CLOCK);

        desk.pause(name, BOB, "lunch");

        VirtualCluster there = desk.get(name);
        assertFalse(there.getSpec().paused());
        VirtualClusterOverride passing = server.client()
                .resources(VirtualClusterOverride.class)
                .inNamespace(server.namespace())
                .withName(name + "-paused")
                .require();
        assertEquals(true, passing.getSpec().paused());
        assertEquals("2026-11-24T10:00:00Z", passing.getSpec().expiresAt());
        assertEquals("bob@example.com", passing.getSpec().requester());

        RefusedException refused = assertThrows(RefusedException.class, () -> desk.upgrade(name, "1.36", null, BOB));
        assertEquals("ArgoCD owns " + name + ": edit spec.kubernetesVersion where shop has it", refused.getMessage());
    }

    @Test
    void a_request_for_one_that_is_gone_is_refused_by_name() {
        RealHost server = host;
        assert server != null;
        server.create("n", "");
        Desk desk = new Desk(server.client(), server.namespace(), CLOCK);
        desk.delete(server.name("n"), BOB, null);
        server.awaitGone("n");

        RefusedException refused = assertThrows(RefusedException.class, () -> desk.pause(server.name("n"), BOB, null));

        assertEquals(
                "there is no virtual cluster \"" + server.name("n") + "\" in namespace " + server.namespace()
                        + "; 'sublet vcluster list' shows all",
                refused.getMessage());
    }
}
