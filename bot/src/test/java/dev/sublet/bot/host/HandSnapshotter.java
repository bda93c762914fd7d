package dev.sublet.bot.host;

import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.snapshot.Marks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does what a CSI snapshot controller would, for the namespaces whose name ends a certain way: copies of volumes become ready, and the
 * storage's own copy goes when its content does and says so. No storage is there; handles stand for it.
 */
public final class HandSnapshotter implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 150;
    private final KubernetesClient client;
    private final Objects objects;
    private final String mark;
    private final Map<String, String> policies = new ConcurrentSkipListMap<>();
    private final Map<String, String> handles = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();

    /** Defines the kinds and begins. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public HandSnapshotter(KubernetesClient client, String mark) throws IOException {
        this.client = client;
        this.mark = mark;
        this.objects = new Objects(client, new Kinds());
        try (InputStream yaml = Files.newInputStream(Path.of("src/test/resources/definitions/snapshots.yaml"))) {
            client.load(yaml).serverSideApply();
        }
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "the definitions are not served",
                () -> new Kinds()
                        .find(client, Marks.CONTENT.apiVersion(), Marks.CONTENT.kind())
                        .isPresent());
        worker.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** What the storage keeps, by handle. */
    public Set<String> handles() {
        return new TreeSet<>(handles.values());
    }

    /** The objects of this test, by kind. */
    public List<GenericKubernetesResource> contents() {
        return client
                .genericKubernetesResources(Marks.CONTENT.apiVersion(), Marks.CONTENT.kind())
                .list()
                .getItems()
                .stream()
                .filter(content -> String.valueOf(content.<Object>get("spec", "volumeSnapshotRef", "namespace"))
                        .contains(mark))
                .toList();
    }

    private void look() {
        try {
            client
                    .genericKubernetesResources(Marks.SNAPSHOT.apiVersion(), Marks.SNAPSHOT.kind())
                    .inAnyNamespace()
                    .list()
                    .getItems()
                    .stream()
                    .filter(snapshot -> snapshot.getMetadata().getNamespace().contains(mark))
                    .filter(snapshot -> !Boolean.TRUE.equals(snapshot.get("status", "readyToUse")))
                    .forEach(this::ready);
            end();
        } catch (KubernetesClientException e) {
            // Gone in between, or changed: the next look tells.
            if (e.getCode() < 400 || e.getCode() >= 500) {
                throw e;
            }
        }
    }

    private void ready(GenericKubernetesResource snapshot) {
        Object given = snapshot.get("spec", "source", "volumeSnapshotContentName");
        String content = given == null ? "snapcontent-" + snapshot.getMetadata().getUid() : String.valueOf(given);
        if (given == null) {
            GenericKubernetesResource made = new GenericKubernetesResource();
            made.setApiVersion(Marks.CONTENT.apiVersion());
            made.setKind(Marks.CONTENT.kind());
            made.setMetadata(new ObjectMetaBuilder().withName(content).build());
            made.setAdditionalProperty(
                    "spec",
                    Map.of(
                            "driver",
                            "csi.example.com",
                            "deletionPolicy",
                            "Delete",
                            "source",
                            Map.of("volumeHandle", "volume"),
                            "volumeSnapshotRef",
                            Map.of(
                                    "namespace", snapshot.getMetadata().getNamespace(),
                                    "name", snapshot.getMetadata().getName())));
            made = objects.apply(Marks.CONTENT, made);
            status(
                    made,
                    Map.of("snapshotHandle", "handle-" + snapshot.getMetadata().getName()));
        }
        status(snapshot, Map.of("readyToUse", true, "boundVolumeSnapshotContentName", content, "restoreSize", "5Gi"));
    }

    private void status(GenericKubernetesResource object, Map<String, Object> status) {
        client.genericKubernetesResources(object.getApiVersion(), object.getKind())
                .resource(object)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
    }

    /** Contents that went take the storage's copy along when they said so; those whose snapshot went and that say so go too. */
    private void end() {
        Map<String, String> now = new ConcurrentSkipListMap<>();
        for (GenericKubernetesResource content : contents()) {
            String name = content.getMetadata().getName();
            Object given = content.get("spec", "source", "snapshotHandle");
            String handle = String.valueOf(given == null ? content.<Object>get("status", "snapshotHandle") : given);
            String policy = String.valueOf(content.<Object>get("spec", "deletionPolicy"));
            now.put(name, policy + "/" + handle);
            if (!handle.equals("null")) {
                handles.putIfAbsent(handle, handle);
            }
        }
        policies.forEach((name, last) -> {
            if (!now.containsKey(name) && last.startsWith("Delete/")) {
                handles.remove(last.substring("Delete/".length()));
            }
        });
        policies.clear();
        policies.putAll(now);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
