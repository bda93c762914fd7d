package dev.sublet.bot.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.MovableClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.work.StepWatch;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real API server, with the real Helm. Chart and kubelet stand in. An operator is killed by an Error, as by a power cut. */
class RemovalOnARealServerTest {
    private static final Duration PAST_THE_WINDOW = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock();
    private final AtomicReference<String> deadly = new AtomicReference<>("");
    private final AtomicReference<CountDownLatch> killed = new AtomicReference<>(new CountDownLatch(1));
    private RealHost host;

    @BeforeEach
    void settle() {
        host = new RealHost(folder).clock(clock).watch(this::at);
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    private void at(String virtualCluster, String step, StepWatch.Moment moment) {
        String now = deadly.get();
        if (now.equals(step + " " + moment) && deadly.compareAndSet(now, "")) {
            killed.get().countDown();
            throw new KilledError();
        }
    }

    private static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private void killAt(String moment) throws InterruptedException, IOException {
        assertTrue(killed.get().await(RealHost.LIMIT.toSeconds(), TimeUnit.SECONDS), "was never at " + deadly.get());
        host.stop();
        killed.set(new CountDownLatch(1));
        deadly.set(moment);
        host.start("undo: 1m");
    }

    @Test
    void killed_at_each_step_of_a_removal_the_next_operator_finishes_it() throws Exception {
        host.start("undo: 1m");
        host.create("a", "size: small");
        host.await("a", Phase.Ready);
        deadly.set("Stop BEFORE");
        host.delete("a");
        killAt("Stop AFTER");
        killAt("");
        VirtualCluster deleting = host.await("a", Phase.Deleting);
        assertEquals("Stop", awaitDone("Stop").getStatus().removal().done());
        assertTrue(
                deleting.getStatus().message().contains("sublet vcluster undo"),
                deleting.getStatus().message());
        assertEquals(0, set().getSpec().getReplicas());

        host.stop();
        clock.forward(PAST_THE_WINDOW);
        deadly.set("Applications BEFORE");
        killed.set(new CountDownLatch(1));
        host.start("undo: 1m");
        for (String step : List.of("ClusterSecret", "Uninstall", "Volumes", "DeleteNamespace")) {
            killAt(step + " BEFORE");
            killAt(step + " AFTER");
        }
        killAt("Overrides BEFORE");
        killAt("");
        host.awaitGone("a");
        assertNull(namespace());
    }

    @Test
    void undone_and_killed_at_each_step_it_comes_back_as_it_was_with_the_same_release() throws Exception {
        host.start("undo: 1m");
        VirtualCluster made = host.create("a", "size: small");
        host.await("a", Phase.Ready);
        host.patch("a", """
                {"metadata": {"labels": {"team-label": "x", "argocd.argoproj.io/instance": "shop"}, "annotations": {
                  "argocd.argoproj.io/tracking-id": "shop:sublet.dev/VirtualCluster:%s/%s"}}}
                """.formatted(host.namespace(), host.name("a")));
        StatefulSet before = set();
        host.delete("a");
        host.await("a", Phase.Deleting);
        deadly.set("KeepForUndo BEFORE");
        host.patch("a", "{\"metadata\": {\"annotations\": {\"sublet.dev/undo\": \"true\"}}}");
        killAt("KeepForUndo AFTER");
        killAt("TakeBack BEFORE");
        killAt("TakeBack AFTER");
        killAt("");

        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "not back: " + host.get("a"),
                () -> host.phase("a") == Phase.Ready
                        && !made.getMetadata()
                                .getUid()
                                .equals(host.get("a").getMetadata().getUid()));
        VirtualCluster back = host.get("a");
        assertNotNull(back);
        assertEquals(Map.of("team-label", "x"), back.getMetadata().getLabels());
        assertFalse(back.getMetadata().getAnnotations().containsKey("argocd.argoproj.io/tracking-id"));
        assertEquals(
                made.getMetadata().getCreationTimestamp(),
                back.getMetadata().getAnnotations().get(Resolver.FIRST_CREATED));
        assertEquals(made.getSpec(), back.getSpec());
        StatefulSet after = set();
        assertEquals(before.getMetadata().getUid(), after.getMetadata().getUid());
        assertEquals(1, after.getSpec().getReplicas());
        assertEquals(1, back.getStatus().releaseRevision());
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "marked: " + namespace(),
                () -> !namespace().getMetadata().getLabels().containsKey(Undo.MARK));
        assertEquals(
                back.getMetadata().getUid(),
                namespace().getMetadata().getAnnotations().get(Labels.OWNER_UID));
    }

    @Test
    void a_protected_one_refuses_and_its_window_opens_when_that_ends() throws Exception {
        host.start("undo: 1m");
        host.create("a", "size: small\nprotected: true");
        host.await("a", Phase.Ready);
        host.delete("a");
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "" + host.get("a"),
                () -> host.get("a").getStatus().message().contains("spec.protected"));
        assertEquals(Phase.Ready, host.phase("a"));
        assertEquals(1, set().getSpec().getReplicas());

        clock.forward(PAST_THE_WINDOW);
        host.patch("a", "{\"spec\": {\"protected\": false}}");
        host.await("a", Phase.Deleting);
        awaitDone("Stop");
        assertNotNull(set());
        assertNotEquals(0, host.get("a").getMetadata().getFinalizers().size());
    }

    private VirtualCluster awaitDone(String step) {
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> step + " is not done: " + host.get("a"),
                () -> host.get("a").getStatus().removal() != null
                        && step.equals(host.get("a").getStatus().removal().done()));
        return host.get("a");
    }

    private StatefulSet set() {
        return host.client()
                .apps()
                .statefulSets()
                .inNamespace(host.hostNamespace("a"))
                .withName(host.name("a"))
                .get();
    }

    private Namespace namespace() {
        return host.client().namespaces().withName(host.hostNamespace("a")).get();
    }
}
