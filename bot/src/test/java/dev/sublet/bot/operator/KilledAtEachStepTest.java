package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One whole life by operators in processes of their own, with exactly the shipped rights, killed at each step in turn; the next one goes on
 * from what its predecessor left. On a real API server, with the real Helm.
 */
class KilledAtEachStepTest {
    /** All moments take minutes; without, a few are drawn. */
    private static final boolean ALL = Boolean.getBoolean("sublet.kills.all");

    @TempDir
    Path folder = Path.of("");

    private final Random random = random();
    private final Moments moments = new Moments(random);
    private Duration ahead = Duration.ZERO;
    private int kills;
    private Path rights = Path.of("");
    private @Nullable RealHost started;
    private @Nullable Process operator;

    private static Random random() {
        long seed = Long.getLong("sublet.seed", System.nanoTime());
        System.out.println("seed " + seed);
        return new Random(seed);
    }

    @BeforeEach
    void settle() throws IOException {
        started = new RealHost(folder);
        started.blueprints("undo: 1m\ndrift: {every: 1m}");
        rights = started.shippedRights();
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

    /** Operators begin, and each is killed at its moment. Where not all moments are wanted, at a few of them. */
    private void kill(String phase, List<Moments.Moment> all, int some) throws IOException, InterruptedException {
        List<Moments.Moment> chosen = new ArrayList<>(all);
        while (!ALL && chosen.size() > some) {
            chosen.remove(random.nextInt(chosen.size()));
        }
        for (Moments.Moment moment : chosen) {
            stop();
            // Later for each: what has a time is due at once.
            ahead = ahead.plusMinutes(2);
            Process process = OperatorProcess.start(
                    rights,
                    host().namespace(),
                    folder,
                    ahead,
                    host().namespace() + "/" + host().name("k"),
                    moment.step(),
                    moment.when());
            operator = process;
            assertTrue(process.waitFor(RealHost.LIMIT.toSeconds(), TimeUnit.SECONDS), () -> phase + ": no " + moment);
            assertEquals(137, process.exitValue(), () -> phase + ": " + moment);
            kills++;
        }
        stop();
        ahead = ahead.plusMinutes(2);
        operator = OperatorProcess.start(rights, host().namespace(), folder, ahead);
        System.out.println(phase + ": killed at " + chosen);
    }

    private void stop() throws InterruptedException {
        if (operator != null) {
            operator.destroyForcibly().waitFor();
        }
    }

    @Test
    void an_operator_killed_at_any_step_of_a_life_leaves_what_the_next_one_finishes_and_in_the_end_nothing()
            throws IOException, InterruptedException {
        host().create("k", "size: small\nchartVersion: 0.36.2\nkubernetesVersion: \"1.35\"");
        kill("creation", moments.creation(), 2);
        host().await("k", Phase.Ready);
        isOneRelease(1);
        int chosen = random.nextInt(4);
        if (ALL || chosen == 0) {
            drift();
        }
        if (ALL || chosen == 1) {
            pauseAndResume();
        }
        if (ALL || chosen >= 2) {
            upgrade();
        }
        removal();
        System.out.println(kills + " kills");
    }

    /** What was changed by hand is put right by whoever lives. */
    private void drift() throws IOException, InterruptedException {
        stop();
        String namespace = host().hostNamespace("k");
        host().client()
                .resourceQuotas()
                .inNamespace(namespace)
                .withName("sublet")
                .edit(quota -> {
                    quota.getSpec().getHard().put("requests.cpu", new Quantity("99"));
                    return quota;
                });
        host().client()
                .services()
                .inNamespace(namespace)
                .withName(host().name("k") + "-headless")
                .delete();
        kill(
                "drift",
                List.of(
                        moments.before("Drift"),
                        moments.within("Drift", 100),
                        moments.within("Drift", 300),
                        moments.within("Drift", 600),
                        moments.after("Drift")),
                1);
        Eventually.isTrue(RealHost.LIMIT, () -> "not put right: " + host().get("k"), () -> {
            Quantity cpu = host().client()
                    .resourceQuotas()
                    .inNamespace(namespace)
                    .withName("sublet")
                    .get()
                    .getSpec()
                    .getHard()
                    .get("requests.cpu");
            return !cpu.equals(new Quantity("99"))
                    && host().client()
                                    .services()
                                    .inNamespace(namespace)
                                    .withName(host().name("k") + "-headless")
                                    .get()
                            != null;
        });
        host().await("k", Phase.Ready);
        isOneRelease(1);
    }

    private void pauseAndResume() throws IOException, InterruptedException {
        stop();
        host().patch("k", "{\"spec\": {\"paused\": true}}");
        kill(
                "pause",
                List.of(
                        moments.before("Power"),
                        moments.within("Power", 60),
                        moments.within("Power", 200),
                        moments.after("Power")),
                1);
        host().await("k", Phase.Paused);
        stop();
        host().patch("k", "{\"spec\": {\"paused\": false}}");
        kill(
                "resume",
                List.of(
                        moments.before("Power"),
                        moments.within("Power", 60),
                        moments.after("Power"),
                        moments.before("Running"),
                        moments.after("Running")),
                1);
        host().await("k", Phase.Ready);
        isOneRelease(1);
    }

    private void upgrade() throws IOException, InterruptedException {
        stop();
        host().patch(
                        "k",
                        "{\"metadata\":{\"annotations\":{\"sublet.dev/without-snapshot\":\"true\"}},"
                                + "\"spec\":{\"chartVersion\":\"0.37.0\",\"kubernetesVersion\":\"1.36\"}}");
        kill(
                "upgrade",
                List.of(
                        moments.before("Release"),
                        moments.within("Release", 300),
                        moments.within("Release", 1_000),
                        moments.within("Release", 3_000),
                        moments.after("Release"),
                        moments.before("Running"),
                        moments.before("Upgraded"),
                        moments.after("Upgraded")),
                2);
        Eventually.isTrue(RealHost.LIMIT, () -> "not upgraded: " + host().get("k"), () -> {
            VirtualCluster there = Objects.requireNonNull(host().get("k"));
            return there.getStatus().phase() == Phase.Ready
                    && "0.37.0".equals(there.getStatus().chartVersion())
                    && "1.36.0".equals(there.getStatus().kubernetesVersion());
        });
        isOneRelease(9);
    }

    private void removal() throws IOException, InterruptedException {
        stop();
        host().delete("k");
        kill(
                "removal",
                List.of(
                        moments.before("Applications"),
                        moments.after("ClusterSecret"),
                        moments.before("Uninstall"),
                        moments.within("Uninstall", 100),
                        moments.within("Uninstall", 1_000),
                        moments.after("Uninstall"),
                        moments.before("Volumes"),
                        moments.after("Volumes"),
                        moments.before("DeleteNamespace"),
                        moments.after("DeleteNamespace"),
                        moments.beforeOrAfter("Overrides")),
                1);
        host().awaitGone("k");
        assertEquals(
                null,
                host().client().namespaces().withName(host().hostNamespace("k")).get());
        assertEquals(List.of(), host().leaks());
    }

    /** One revision is deployed, none is half, and one StatefulSet runs it. */
    private void isOneRelease(int revisionsMax) {
        List<Secret> stored = host().client()
                .secrets()
                .inNamespace(host().hostNamespace("k"))
                .withLabel("owner", "helm")
                .list()
                .getItems();
        List<String> words =
                stored.stream().map(secret -> StoredRelease.of(secret).status()).toList();
        assertEquals(1, words.stream().filter("deployed"::equals).count(), words::toString);
        assertTrue(
                words.stream().allMatch(word -> word.equals("deployed") || word.equals("superseded")), words::toString);
        assertTrue(words.size() <= revisionsMax, words::toString);
        assertEquals(
                1,
                host().client()
                        .apps()
                        .statefulSets()
                        .inNamespace(host().hostNamespace("k"))
                        .list()
                        .getItems()
                        .size());
    }
}
