package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.HandSnapshotter;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.host.RealServer;
import dev.sublet.bot.resource.RestoreStatus;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.snapshot.Claims;
import dev.sublet.bot.transfer.Transfer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators killed while they bring a snapshot back or hand over to another team; the next one goes on. On a real API server, with the real Helm. */
class KilledOnTheWayBackTest {
    /** A deletion's undo window is over at once. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** All moments take minutes; without, a few are drawn. */
    private static final boolean ALL = Boolean.getBoolean("sublet.kills.all");

    @TempDir
    Path folder = Path.of("");

    private @Nullable RealHost started;
    private @Nullable Process operator;

    @BeforeEach
    void settle() throws IOException {
        started = new RealHost(folder);
        started.blueprints("undo: 1m");
    }

    @AfterEach
    void end() {
        if (operator != null) {
            operator.destroyForcibly();
        }
        if (started != null) {
            started.close();
        }
    }

    private RealHost host() {
        return Objects.requireNonNull(started);
    }

    private void start(String... victim) throws IOException {
        operator = OperatorProcess.start(
                Objects.requireNonNull(RealServer.kubeconfig()), host().namespace(), folder, AHEAD, victim);
    }

    private void awaitKill() throws InterruptedException {
        Process process = Objects.requireNonNull(operator);
        assertTrue(process.waitFor(RealHost.LIMIT.toSeconds(), TimeUnit.SECONDS), "it was not killed");
        assertEquals(137, process.exitValue());
    }

    /** A hand does what the CSI snapshot controller would. */
    @Test
    void an_operator_killed_on_the_way_back_to_a_snapshot_leaves_what_the_next_one_finishes()
            throws IOException, InterruptedException {
        host().blueprints("undo: 1m\nsnapshots: {volumeSnapshotClass: csi}");
        try (HandSnapshotter snapshotter = new HandSnapshotter(host().client(), host().namespace())) {
            assertTrue(snapshotter.handles().isEmpty());
            host().create("s", "size: small\nchartVersion: 0.36.2");
            start();
            host().await("s", Phase.Ready);
            host().patch("s", "{\"spec\":{\"chartVersion\":\"0.37.0\"}}");
            Eventually.isTrue(
                    RealHost.LIMIT,
                    () -> "" + host().get("s"),
                    () -> host().phase("s") == Phase.Ready
                            && "0.37.0".equals(host().get("s").getStatus().chartVersion()));
            Objects.requireNonNull(operator).destroyForcibly().waitFor();
            String snapshot = host().get("s").getStatus().snapshots().get(0).name();
            Desk desk = new Desk(host().client(), host().namespace(), Clock.systemUTC());
            desk.restore(host().name("s"), snapshot, new Asker("ann@example.com", null, "cli", "kill"), null);
            List<String[]> moments = List.of(
                    new String[] {"RestoreCopy", "AFTER"},
                    new String[] {"RestoreStop", "BEFORE"},
                    new String[] {"RestoreStop", "AFTER"},
                    new String[] {"RestoreVolumes", "BEFORE"},
                    new String[] {"RestoreVolumes", "60"},
                    new String[] {"RestoreVolumes", "AFTER"},
                    new String[] {"RestoreRelease", "BEFORE"},
                    new String[] {"RestoreRelease", "700"},
                    new String[] {"RestoreRelease", "AFTER"},
                    new String[] {"Restored", "BEFORE"},
                    new String[] {"Restored", "AFTER"});
            for (String[] moment : ALL ? moments : List.of(moments.get(4), moments.get(8))) {
                start(host().namespace() + "/" + host().name("s"), moment[0], moment[1]);
                awaitKill();
            }
            start();
            Eventually.isTrue(RealHost.LIMIT, () -> "" + host().get("s"), () -> {
                RestoreStatus restore = host().get("s").getStatus().restore();
                return restore != null
                        && restore.state() == RestoreStatus.State.Done
                        && host().phase("s") == Phase.Ready;
            });
            assertEquals("0.36.2", host().get("s").getStatus().chartVersion());
            assertEquals(
                    "kill",
                    host().client()
                            .persistentVolumeClaims()
                            .inNamespace(host().hostNamespace("s"))
                            .withName("data-" + host().name("s") + "-0")
                            .get()
                            .getMetadata()
                            .getAnnotations()
                            .get(Claims.RESTORED_BY));
        }
    }

    /** Killed around its moment, a transfer is done once, and the spec says the new owner with the old question gone. */
    @Test
    void an_operator_killed_in_a_transfer_leaves_what_the_next_one_finishes() throws IOException, InterruptedException {
        host().create("t", "size: small");
        start();
        host().await("t", Phase.Ready);
        Objects.requireNonNull(operator).destroyForcibly().waitFor();
        Desk desk = new Desk(host().client(), host().namespace(), Clock.systemUTC());
        desk.transfer(host().name("t"), "web", "cc-2", null, new Asker("ann@example.com", null, "cli", "t1"));
        desk.acceptTransfer(host().name("t"), new Asker("bob@example.com", null, "cli", "t2"));
        List<String[]> moments = List.of(
                new String[] {"Transfer", "BEFORE"},
                new String[] {"Transfer", "AFTER"},
                new String[] {"OldTeam", "BEFORE"},
                new String[] {"OldTeam", "AFTER"});
        for (String[] moment : ALL ? moments : moments.subList(1, 2)) {
            start(host().namespace() + "/" + host().name("t"), moment[0], moment[1]);
            awaitKill();
        }
        start();
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "" + host().get("t"),
                () -> "web".equals(host().get("t").getStatus().team()) && host().phase("t") == Phase.Ready);
        assertEquals("cc-2", host().get("t").getSpec().owner().costCenter());
        assertTrue(Transfer.of(Objects.requireNonNull(host().get("t"))).isEmpty());
    }
}
