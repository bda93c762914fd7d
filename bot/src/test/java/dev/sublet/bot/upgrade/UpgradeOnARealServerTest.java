package dev.sublet.bot.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.HandClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.inside.Kind;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.snapshot.Marks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeOnARealServerTest {
    @TempDir
    Path folder = Path.of("");

    private final HandClock clock = new HandClock();
    private RealHost host;

    @BeforeEach
    void settle() {
        host = new RealHost(folder).clock(clock);
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

    @Test
    void takes_a_snapshot_before_the_first_hop_and_keeps_it_outside_the_namespace() throws IOException {
        define();
        host.start("snapshots: {volumeSnapshotClass: csi, keep: 7d}");
        host.create("s", "chartVersion: 0.36.2\nkubernetesVersion: \"1.36\"");
        host.await("s", Phase.Ready);

        host.patch("s", "{\"spec\":{\"chartVersion\":\"0.37.0\"}}");
        Objects objects = new Objects(host.client(), new Kinds());
        Eventually.isTrue(
                RealHost.LIMIT, () -> "no snapshot", () -> !snapshots(objects).isEmpty());
        VirtualCluster waits = host.await("s", Phase.Upgrading);
        assertEquals("0.36.2", waits.getStatus().chartVersion());
        GenericKubernetesResource taken = snapshots(objects).get(0);
        assertEquals("data-" + host.name("s") + "-0", taken.get("spec", "source", "persistentVolumeClaimName"));
        String content = "content-" + host.name("s");
        GenericKubernetesResource made =
                Serialization.unmarshal("""
                apiVersion: snapshot.storage.k8s.io/v1
                kind: VolumeSnapshotContent
                metadata: {name: %s}
                spec: {driver: csi.example.com, deletionPolicy: Delete}
                """.formatted(content), GenericKubernetesResource.class);
        objects.create(Marks.CONTENT, made);
        status(Marks.CONTENT, made, "{\"status\":{\"snapshotHandle\":\"handle-1\"}}");
        status(
                Marks.SNAPSHOT,
                taken,
                "{\"status\":{\"readyToUse\":true,\"boundVolumeSnapshotContentName\":\"" + content + "\"}}");

        VirtualCluster done = host.await("s", Phase.Ready);

        assertEquals("0.37.0", done.getStatus().chartVersion());
        assertEquals(1, done.getStatus().snapshots().size());
        SnapshotStatus snapshot = done.getStatus().snapshots().get(0);
        assertEquals("upgrade", snapshot.why());
        String[] place = String.valueOf(snapshot.location()).split("/", 2);
        assertEquals(host.namespace(), place[0]);
        GenericKubernetesResource kept = host.client()
                .genericKubernetesResources("snapshot.storage.k8s.io/v1", "VolumeSnapshotContent")
                .withName(place[1])
                .require();
        assertEquals("handle-1", kept.get("spec", "source", "snapshotHandle"));
        assertEquals("Retain", kept.get("spec", "deletionPolicy"));

        clock.advance(Duration.ofDays(8));
        host.patch("s", "{\"metadata\":{\"annotations\":{\"look\":\"now\"}}}");
        Eventually.isTrue(RealHost.LIMIT, () -> "still kept", () -> {
            VirtualCluster there = host.get("s");
            return there != null && there.getStatus().snapshots().isEmpty();
        });
        assertTrue(objects.list(Marks.SNAPSHOT, host.namespace(), Marks.LABEL, null)
                .isEmpty());
    }

    private List<GenericKubernetesResource> snapshots(Objects objects) {
        return objects.list(Marks.SNAPSHOT, host.hostNamespace("s"), Marks.LABEL, null);
    }

    /** As the CSI snapshotter would. */
    private void status(Kind kind, GenericKubernetesResource object, String patch) {
        host.client()
                .genericKubernetesResources(kind.apiVersion(), kind.kind())
                .resource(object)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private void define() throws IOException {
        try (InputStream yaml = Files.newInputStream(Path.of("src/test/resources/definitions/snapshots.yaml"))) {
            host.client().load(yaml).serverSideApply();
        }
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "the definitions are not served",
                () -> new Kinds()
                        .find(host.client(), "snapshot.storage.k8s.io/v1", "VolumeSnapshotContent")
                        .isPresent());
    }
}
