package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not a test of every build: bench/operator-scale.sh runs it, and prints what it measured as Markdown. */
class ScaleRun {
    private static final int COUNT = Integer.getInteger("sublet.scale", 200);
    private static final Duration REST = Duration.ofSeconds(Integer.getInteger("sublet.scale.rest", 120));
    private static final Duration LIMIT = Duration.ofMinutes(60);

    @TempDir
    Path folder = Path.of("");

    private final Map<String, Instant> ready = new ConcurrentHashMap<>();

    @Test
    void many_at_once() throws IOException, InterruptedException {
        try (RealHost host = new RealHost(folder)) {
            Files.createDirectories(folder.resolve("blueprints/manifests"));
            Files.writeString(folder.resolve("blueprints/manifests/add-on.yaml"), """
                    {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {level: high}}
                    """);
            host.blueprints("undo: 1m\naddOns: [{name: probe, namespace: %s, manifests: [manifests/add-on.yaml]}]\n"
                    .formatted(host.name("tools")));
            // Ten minutes ahead: a deletion's undo window is over at once.
            Process operator =
                    OperatorProcess.start(host.shippedRights(), host.namespace(), folder, Duration.ofMinutes(10));
            try {
                measure(host, operator);
            } finally {
                operator.destroyForcibly().waitFor();
            }
        }
    }

    private void measure(RealHost host, Process operator) throws IOException {
        Meters meters = new Meters(host, operator.pid());
        try (SharedIndexInformer<VirtualCluster> informer = host.client()
                .resources(VirtualCluster.class)
                .inNamespace(host.namespace())
                .inform(new Ready())) {
            List<String> names =
                    IntStream.range(0, COUNT).mapToObj(i -> "n" + i).toList();
            meters.mark();
            Map<String, Instant> made = new ConcurrentHashMap<>();
            for (String name : names) {
                made.put(host.name(name), Instant.now());
                host.create(name, "size: small");
            }
            Eventually.isTrue(LIMIT, () -> "ready: " + ready.size() + " of " + COUNT, () -> ready.size() >= COUNT);
            meters.print("Creation of " + COUNT, COUNT);
            times(made);
            releases(host);

            meters.mark();
            LockSupport.parkNanos(REST.toNanos());
            meters.print("At rest for " + REST.toSeconds() + " s", COUNT);

            meters.mark();
            names.forEach(host::delete);
            Eventually.isTrue(
                    LIMIT,
                    () -> informer.getStore().list().size() + " are left",
                    () -> informer.getStore().list().isEmpty());
            meters.print("Removal of " + COUNT, COUNT);
            List<String> leaks = host.leaks();
            System.out.println("leaks: " + leaks);
            assertEquals(List.of(), leaks);
        }
    }

    private void times(Map<String, Instant> made) {
        List<Long> ms = new ArrayList<>();
        made.forEach((name, at) -> ms.add(
                Duration.between(at, Objects.requireNonNull(ready.get(name))).toMillis()));
        ms.sort(Long::compare);
        System.out.printf(
                Locale.ROOT,
                "Time to ready: p50 %.1f s, p99 %.1f s, last %.1f s%n",
                ms.get(ms.size() / 2) / 1e3,
                ms.get((ms.size() * 99 - 1) / 100) / 1e3,
                ms.get(ms.size() - 1) / 1e3);
    }

    private static void releases(RealHost host) {
        long releases = host.client().secrets().inAnyNamespace().withLabel("owner", "helm").list().getItems().stream()
                .filter(secret -> secret.getMetadata().getNamespace().contains(host.namespace()))
                .count();
        System.out.println("Helm releases, all revisions: " + releases);
        assertEquals(COUNT, releases);
    }

    /** Notes when each was ready first. */
    private final class Ready implements ResourceEventHandler<VirtualCluster> {
        @Override
        public void onAdd(VirtualCluster made) {
            look(made);
        }

        @Override
        public void onUpdate(VirtualCluster before, VirtualCluster now) {
            look(now);
        }

        @Override
        public void onDelete(VirtualCluster gone, boolean unknown) {}

        private void look(VirtualCluster there) {
            if (there.getStatus() != null && there.getStatus().phase() == Phase.Ready) {
                ready.putIfAbsent(there.getMetadata().getName(), Instant.now());
            }
        }
    }
}
