package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.host.HandSnapshotter;
import dev.sublet.bot.resource.RestoreStatus;
import dev.sublet.bot.snapshot.Claims;
import dev.sublet.bot.transfer.Transfer;
import java.time.Clock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.host.RealServer;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators in processes of their own, killed at each step in turn; the next one goes on. On a real API server, with the real Helm. */
class KilledAtEachStepTest {
    private static final List<String> STEPS = List.of(
            "Transfer",
            "Namespace",
            "Rights",
            "Labels",
            "Quota",
            "NetworkPolicies",
            "Audit",
            "Git",
            "Expiry",
            "RestoreCopy",
            "RestoreStop",
            "RestoreVolumes",
            "RestoreRelease",
            "ArgoCDQuiet",
            "Power",
            "Release",
            "Running",
            "Upgraded",
            "Restored",
            "OldTeam",
            "HostPolicies",
            "Inside",
            "Drift",
            "ArgoCD");
    private static final int HELM = STEPS.indexOf("Release") + 1;

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
                Objects.requireNonNull(RealServer.kubeconfig()), host().namespace(), folder, victim);
    }

    private void awaitKill() throws InterruptedException {
        Process process = Objects.requireNonNull(operator);
        assertTrue(process.waitFor(RealHost.LIMIT.toSeconds(), TimeUnit.SECONDS), "it was not killed");
        assertEquals(137, process.exitValue());
    }

    @Test
    void an_operator_killed_at_any_step_of_creation_leaves_what_the_next_one_finishes_with_one_release()
            throws IOException, InterruptedException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String[]> moments = new ArrayList<>();
        STEPS.forEach(step -> moments.add(new String[] {step, random.nextBoolean() ? "BEFORE" : "AFTER"}));
        for (int i = 0; i < 3; i++) {
            // In the middle of Helm's own work.
            moments.add(HELM + i, new String[] {"Release", Integer.toString(random.nextInt(1_000))});
        }
        host().create("k", "size: small");
        for (String[] moment : ALL ? moments : some(moments, random)) {
            // Each goes on from what its killed predecessor left, until it meets its own end.
            start(host().namespace() + "/" + host().name("k"), moment[0], moment[1]);
            awaitKill();
        }
        start();
        host().await("k", Phase.Ready);
        oneRelease("k");
    }

    /** Two steps and one moment of Helm's, in their order. */
    private static List<String[]> some(List<String[]> moments, Random random) {
        return List.of(
                moments.get(random.nextInt(HELM)),
                moments.get(HELM + random.nextInt(3)),
                moments.get(HELM + 3 + random.nextInt(moments.size() - HELM - 3)));
    }

    /** Exactly one revision is deployed, and nothing of a half one is left. */
    private void oneRelease(String name) {
        List<Secret> stored = host().client()
                .secrets()
                .inNamespace(host().hostNamespace(name))
                .withLabel("owner", "helm")
                .list()
                .getItems();
        assertEquals(
                List.of("deployed"),
                stored.stream().map(secret -> StoredRelease.of(secret).status()).toList(),
                name);
        assertEquals(
                1,
                host().client()
                        .apps()
                        .statefulSets()
                        .inNamespace(host().hostNamespace(name))
                        .list()
                        .getItems()
                        .size());
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
            Eventually.isTrue(RealHost.LIMIT, () -> "" + host().get("s"), () -> host().phase("s") == Phase.Ready
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
        Eventually.isTrue(RealHost.LIMIT, () -> "" + host().get("t"), () -> "web"
                        .equals(host().get("t").getStatus().team())
                && host().phase("t") == Phase.Ready);
        assertEquals("cc-2", host().get("t").getSpec().owner().costCenter());
        assertTrue(Transfer.of(Objects.requireNonNull(host().get("t"))).isEmpty());
    }

    @Test
    void an_operator_killed_while_it_removes_leaves_what_the_next_one_removes()
            throws IOException, InterruptedException {
        for (String[] moment : new String[][] {
            {"Stop", "AFTER"},
            {"Uninstall", "BEFORE"},
            {"Uninstall", "100"},
            {"Uninstall", "AFTER"},
            {"Volumes", "BEFORE"},
            {"DeleteNamespace", "BEFORE"},
            {"DeleteNamespace", "AFTER"}
        }) {
            String name = "d" + moment[0].charAt(0) + moment[1].charAt(0);
            String ending = name.toLowerCase(Locale.ROOT);
            if (!ALL && !moment[1].equals("100")) {
                continue;
            }
            host().create(ending, "size: small");
            start();
            host().await(ending, Phase.Ready);
            Objects.requireNonNull(operator).destroyForcibly().waitFor();
            host().delete(ending);
            start(host().namespace() + "/" + host().name(ending), moment[0], moment[1]);
            awaitKill();
            start();
            host().awaitGone(ending);
            Eventually.isTrue(
                    RealHost.LIMIT,
                    () -> "the namespace is still there",
                    () -> host().client()
                                    .namespaces()
                                    .withName(host().hostNamespace(ending))
                                    .get()
                            == null);
            Objects.requireNonNull(operator).destroyForcibly().waitFor();
        }
    }
}
