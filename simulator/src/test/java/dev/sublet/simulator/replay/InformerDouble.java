package dev.sublet.simulator.replay;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A collector reduced to its informers: it remembers what it saw and when, and what kubelets answered. */
public final class InformerDouble implements CollectorUnderReplay {
    /** Something an informer told: {@code what} is ADDED, MODIFIED or DELETED. */
    public record Sighting(Instant at, String what, String kind, String name, String uid) {}

    /** What lives longer than one collector, as a ledger on disk does. */
    public static final class Memory {
        public final List<Sighting> sightings = new CopyOnWriteArrayList<>();
        public final Map<Long, Integer> statusByTick = new ConcurrentHashMap<>();
        public final List<String> notes = new CopyOnWriteArrayList<>();
        volatile Optional<Long> lastTickS = Optional.empty();

        public List<String> namesSeen(String what, String kind) {
            return sightings.stream()
                    .filter(s -> s.what().equals(what) && s.kind().equals(kind))
                    .map(Sighting::name)
                    .toList();
        }
    }

    private final Memory memory;
    private final Clock clock;
    private final KubernetesClient client;
    private final Map<String, SharedIndexInformer<? extends HasMetadata>> informers = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> handled = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public InformerDouble(Memory memory, Clock clock, Config cluster) {
        this.memory = memory;
        this.clock = clock;
        this.client = new KubernetesClientBuilder().withConfig(cluster).build();
        memory.notes.add("open");
    }

    @Override
    public void start() {
        memory.notes.add("start");
        inform("Node", client.nodes());
        inform("Namespace", client.namespaces());
        inform("Pod", client.pods().inAnyNamespace());
        inform("Service", client.services().inAnyNamespace());
        inform("PersistentVolumeClaim", client.persistentVolumeClaims().inAnyNamespace());
        inform("PersistentVolume", client.persistentVolumes());
        inform("StatefulSet", client.apps().statefulSets().inAnyNamespace());
        inform("Deployment", client.apps().deployments().inAnyNamespace());
    }

    private <T extends HasMetadata> void inform(String kind, Informable<T> all) {
        Map<String, String> versions = new ConcurrentHashMap<>();
        handled.put(kind, versions);
        SharedIndexInformer<T> informer = all.runnableInformer(0);
        // The reflector retries whatever the first list met, as a daemon would.
        informer.exceptionHandler((started, failure) -> true);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                saw("ADDED", kind, object);
                versions.put(object.getMetadata().getUid(), object.getMetadata().getResourceVersion());
            }

            @Override
            public void onUpdate(T before, T object) {
                saw("MODIFIED", kind, object);
                versions.remove(before.getMetadata().getUid());
                versions.put(object.getMetadata().getUid(), object.getMetadata().getResourceVersion());
            }

            @Override
            public void onDelete(T object, boolean unknown) {
                saw("DELETED", kind, object);
                versions.remove(object.getMetadata().getUid());
            }
        });
        informers.put(kind, informer);
        informer.start();
    }

    private void saw(String what, String kind, HasMetadata object) {
        memory.sightings.add(new Sighting(
                clock.instant(),
                what,
                kind,
                object.getMetadata().getName(),
                object.getMetadata().getUid()));
    }

    @Override
    public boolean caughtUp(Map<String, String> resourceVersions) {
        return informers.entrySet().stream().allMatch(entry -> {
            String seen = entry.getValue().lastSyncResourceVersion();
            String wanted = resourceVersions.getOrDefault(entry.getKey(), "0");
            return seen != null
                    && !seen.isEmpty()
                    && Long.parseLong(seen) >= Long.parseLong(wanted)
                    && stored(entry.getValue()).equals(handled.get(entry.getKey()));
        });
    }

    private static Map<String, String> stored(SharedIndexInformer<? extends HasMetadata> informer) {
        Map<String, String> versions = new LinkedHashMap<>();
        informer.getStore()
                .list()
                .forEach(object -> versions.put(
                        object.getMetadata().getUid(), object.getMetadata().getResourceVersion()));
        return versions;
    }

    @Override
    public void tick() {
        memory.lastTickS = Optional.of(clock.instant().getEpochSecond());
        for (Object object :
                Objects.requireNonNull(informers.get("Node")).getStore().list()) {
            memory.statusByTick.put(clock.instant().getEpochSecond(), ask((Node) object));
        }
    }

    private int ask(Node node) {
        String address = node.getStatus().getAddresses().stream()
                .filter(candidate -> candidate.getType().equals("InternalIP"))
                .map(NodeAddress::getAddress)
                .findFirst()
                .orElseThrow();
        int port = node.getStatus().getDaemonEndpoints().getKubeletEndpoint().getPort();
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/stats/summary"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException silent) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public Optional<Long> lastTickS() {
        return memory.lastTickS;
    }

    @Override
    public void close() {
        memory.notes.add("close");
        informers.values().forEach(SharedIndexInformer::stop);
        client.close();
    }

    /** Waits for a condition that informers bring about on their own threads. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within 20 s: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
