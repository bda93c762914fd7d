package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
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
            "Namespace",
            "Rights",
            "Labels",
            "Quota",
            "NetworkPolicies",
            "Audit",
            "Git",
            "Expiry",
            "ArgoCDQuiet",
            "Power",
            "Release",
            "Running",
            "Upgraded",
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
