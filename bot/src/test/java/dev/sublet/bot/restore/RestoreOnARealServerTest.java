package dev.sublet.bot.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.HandClock;
import dev.sublet.bot.host.HandSnapshotter;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.removal.Leak;
import dev.sublet.bot.removal.LeakScan;
import dev.sublet.bot.resource.RestoreStatus;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.snapshot.Claims;
import dev.sublet.bot.snapshot.Marks;
import dev.sublet.bot.snapshot.SnapshotSweep;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real API server with the shipped rights and the real Helm; a hand does what the CSI snapshot controller would. */
class RestoreOnARealServerTest {
    private static final Asker ANN = new Asker("ann@example.com", null, "cli", "restore-1");

    @TempDir
    Path folder = Path.of("");

    private final HandClock clock = new HandClock();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private RealHost host;
    private HandSnapshotter snapshotter;
    private Desk desk;

    @BeforeEach
    void settle() throws IOException {
        host = new RealHost(folder)
                .clock(clock)
                .withShippedRights()
                .actions(action -> told.add(action.verb() + " " + action.result()));
        snapshotter = new HandSnapshotter(host.client(), host.namespace());
        desk = new Desk(host.client(), host.namespace(), clock);
    }

    @AfterEach
    void end() {
        if (snapshotter != null) {
            snapshotter.close();
        }
        if (host != null) {
            host.close();
        }
    }

    private PersistentVolumeClaim store() {
        return host.client()
                .persistentVolumeClaims()
                .inNamespace(host.hostNamespace("r"))
                .withName("data-" + host.name("r") + "-0")
                .get();
    }

    private StatefulSet set() {
        return host.client()
                .apps()
                .statefulSets()
                .inNamespace(host.hostNamespace("r"))
                .withName(host.name("r"))
                .get();
    }

    @Test
    void it_goes_back_with_store_and_versions_and_copies_end_with_their_time_even_when_it_is_gone() throws IOException {
        host.start("snapshots: {volumeSnapshotClass: csi}\nundo: 1m");
        host.create("r", "chartVersion: 0.36.2\nkubernetesVersion: \"1.36\"");
        host.await("r", Phase.Ready);
        host.patch("r", "{\"spec\":{\"chartVersion\":\"0.37.0\"}}");
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "" + host.get("r"),
                () -> "0.37.0".equals(host.get("r").getStatus().chartVersion()) && host.phase("r") == Phase.Ready);
        SnapshotStatus before = desk.snapshots(host.name("r")).get(0);
        assertEquals("0.36.2", before.chartVersion());
        assertEquals(5L << 30, before.bytes());
        PersistentVolumeClaim newer = store();
        String uid = set().getMetadata().getUid();
        RefusedException unknown =
                assertThrows(RefusedException.class, () -> desk.restore(host.name("r"), "nothing", ANN, null));
        assertTrue(unknown.getMessage().contains("choose from [" + before.name() + "]"), unknown.getMessage());

        desk.restore(host.name("r"), before.name(), ANN, "the upgrade broke it");
        Eventually.isTrue(RealHost.LIMIT, () -> "" + host.get("r"), () -> {
            RestoreStatus restore = host.get("r").getStatus().restore();
            return restore != null && restore.state() == RestoreStatus.State.Done && host.phase("r") == Phase.Ready;
        });

        VirtualCluster back = host.get("r");
        assertEquals("0.36.2", back.getStatus().chartVersion());
        assertEquals(uid, set().getMetadata().getUid());
        assertEquals(1, set().getSpec().getReplicas());
        PersistentVolumeClaim older = store();
        assertNotEquals(newer.getMetadata().getUid(), older.getMetadata().getUid());
        assertEquals("restore-1", older.getMetadata().getAnnotations().get(Claims.RESTORED_BY));
        assertEquals(newer.getSpec().getResources(), older.getSpec().getResources());
        assertEquals("handle-" + before.volumes().get(0), handleOf(older));
        assertEquals(
                List.of("restore", "upgrade"),
                back.getStatus().snapshots().stream().map(SnapshotStatus::why).toList());
        assertTrue(told.contains("restore DONE"), told::toString);

        host.delete("r");
        host.await("r", Phase.Deleting);
        clock.advance(Duration.ofMinutes(2));
        host.patch("r", "{\"metadata\":{\"annotations\":{\"look\":\"now\"}}}");
        host.awaitGone("r");
        assertEquals(3, snapshotter.handles().size());
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "" + leaks("VolumeSnapshot"),
                () -> leaks("VolumeSnapshot").isEmpty());

        clock.advance(Duration.ofDays(14).plusHours(2));
        assertEquals(
                3,
                leaks("VolumeSnapshot").stream()
                        .filter(leak -> leak.kind().equals("VolumeSnapshot"))
                        .count());
        SnapshotSweep sweep = new SnapshotSweep(new Kinds());
        Eventually.isTrue(RealHost.LIMIT, () -> "" + snapshotter.contents(), () -> {
            sweep.sweep(host.host());
            return snapshotter.contents().isEmpty() && snapshotter.handles().isEmpty();
        });
        assertEquals(List.of(), leaks("VolumeSnapshot"));
        assertTrue(told.contains("snapshot-end DONE"), told::toString);
    }

    @Test
    void without_snapshots_there_is_no_way_back_and_deletion_says_so_first() throws IOException {
        host.start("undo: 3d");
        host.create("r", "size: small");
        host.await("r", Phase.Ready);
        RefusedException none =
                assertThrows(RefusedException.class, () -> desk.restore(host.name("r"), "s", ANN, null));
        assertTrue(none.getMessage().contains("has no snapshots, so there is no way back"), none.getMessage());

        host.delete("r");

        VirtualCluster going = host.await("r", Phase.Deleting);
        assertNotNull(going.getStatus().message());
        assertTrue(
                going.getStatus().message().contains("without a snapshot, since blueprint standard@1 takes none"),
                going.getStatus().message());
    }

    private List<Leak> leaks(String kind) {
        return LeakScan.of(host.client(), null, clock).leaks().stream()
                .filter(leak -> leak.kind().startsWith(kind)
                        && (leak.name().contains(host.namespace())
                                || String.valueOf(leak.namespace()).contains(host.namespace())))
                .toList();
    }

    private String handleOf(PersistentVolumeClaim claim) {
        String name = claim.getSpec().getDataSource().getName();
        GenericKubernetesResource content = host.client()
                .genericKubernetesResources(Marks.CONTENT.apiVersion(), Marks.CONTENT.kind())
                .withName(name)
                .require();
        return String.valueOf(content.<Object>get("spec", "source", "snapshotHandle"));
    }
}
