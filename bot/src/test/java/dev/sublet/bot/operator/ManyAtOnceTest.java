package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.MovableClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.host.RequestCount;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.work.StepWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few at once, on a real API server with the shipped rights, and what they ask of it. bench/operator-scale.sh does it with 200. */
class ManyAtOnceTest {
    private static final int COUNT = 4;
    /** Requests of the operator itself for one that is made, those of Helm not counted. */
    private static final int CREATION_MAX = 60;

    private static final int LOOK_MAX = 6;

    @TempDir
    Path folder = Path.of("");

    private final RequestCount requests = new RequestCount();
    private final AtomicInteger walks = new AtomicInteger();
    private final MovableClock clock = new MovableClock();
    private RealHost host;

    @BeforeEach
    void settle() {
        host = new RealHost(folder).withShippedRights(requests).clock(clock).watch((who, step, moment) -> {
            if (step.equals("ArgoCD") && moment == StepWatch.Moment.AFTER) {
                walks.incrementAndGet();
            }
        });
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    private static List<String> names() {
        return IntStream.range(0, COUNT).mapToObj(i -> "m" + i).toList();
    }

    @Test
    void several_at_once_get_one_release_each_with_few_requests_and_leave_nothing() throws IOException {
        host.start("undo: 1m\ndrift: {every: 1d}");
        requests.reset();
        names().forEach(name -> host.create(name, "size: small"));
        names().forEach(name -> host.await(name, Phase.Ready));

        assertTrue(
                requests.total() <= (long) COUNT * CREATION_MAX,
                () -> COUNT + " took " + requests.total() + ": " + requests.byKind());
        names().forEach(this::hasOneRelease);

        // Another look at one that is as it should be costs next to nothing.
        Eventually.isTrue(RealHost.LIMIT, () -> "walks: " + walks, () -> walks.get() >= COUNT);
        requests.reset();
        int before = walks.get();
        names().forEach(name -> host.patch(name, "{\"metadata\":{\"annotations\":{\"look\":\"again\"}}}"));
        Eventually.isTrue(RealHost.LIMIT, () -> "walks: " + walks, () -> walks.get() >= before + COUNT);
        int looks = walks.get() - before;
        assertTrue(
                requests.total() <= (long) looks * LOOK_MAX,
                () -> looks + " looks took " + requests.total() + ": " + requests.byKind());

        clock.forward(Duration.ofMinutes(10));
        names().forEach(host::delete);
        names().forEach(host::awaitGone);
        assertEquals(List.of(), host.leaks());
    }

    private void hasOneRelease(String name) {
        assertEquals(
                List.of("sh.helm.release.v1." + host.name(name) + ".v1"),
                host
                        .client()
                        .secrets()
                        .inNamespace(host.hostNamespace(name))
                        .withLabel("owner", "helm")
                        .list()
                        .getItems()
                        .stream()
                        .map(secret -> secret.getMetadata().getName())
                        .toList());
    }
}
