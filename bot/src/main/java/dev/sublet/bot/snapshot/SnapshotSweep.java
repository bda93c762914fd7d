package dev.sublet.bot.snapshot;

import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.Host;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes copies whose time is over, with the storage's own, and objects that outlived what they were for; those of virtual clusters
 * included that are gone, as the objects say themselves until when they are kept. It looks at what is there alone, so it may be killed
 * anywhere. Thread-safe.
 */
public final class SnapshotSweep {
    private static final String RETAIN_NO_MORE = "{\"spec\":{\"deletionPolicy\":\"Delete\"}}";

    private final Kinds kinds;

    public SnapshotSweep(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Looks over all copies once. */
    public void sweep(Host host) {
        KubernetesClient client = host.client();
        if (kinds.find(client, Marks.CONTENT.apiVersion(), Marks.CONTENT.kind()).isEmpty()) {
            return;
        }
        Objects objects = new Objects(client, kinds);
        Instant now = host.clock().instant();
        for (GenericKubernetesResource kept :
                objects.list(Marks.SNAPSHOT, host.settings().namespace(), Marks.LABEL, null)) {
            if (isOver(kept, now)) {
                tell(host, kept);
                end(objects, content(kept.getMetadata().getName()));
                objects.delete(Marks.SNAPSHOT, kept);
            }
        }
        List<GenericKubernetesResource> contents = objects.list(Marks.CONTENT, null, Marks.LABEL, null);
        Set<String> handles = new HashSet<>();
        contents.stream()
                .filter(content -> Marks.KEPT.equals(Marks.label(content, Marks.ROLE)))
                .forEach(content -> handles.add(handle(content)));
        contents.stream()
                .filter(content -> content.getMetadata().getDeletionTimestamp() == null)
                .forEach(content -> content(host, objects, content, handles, now));
    }

    private void content(
            Host host, Objects objects, GenericKubernetesResource content, Set<String> handles, Instant now) {
        @Nullable GenericKubernetesResource of = snapshot(host, objects, content);
        switch (Marks.label(content, Marks.ROLE)) {
            case Marks.KEPT -> {
                // The operator's own namespace is there: what is missing was deleted, by a sweep that was killed or by
                // hand.
                if (of == null && isOver(content, now)) {
                    tell(host, content);
                    objects.merge(Marks.CONTENT, content, RETAIN_NO_MORE);
                    objects.delete(Marks.CONTENT, content);
                }
            }
            case Marks.ORIGINAL -> {
                if (of == null) {
                    // Its namespace is gone. The storage's copy is the kept content's; where there is none, nobody else
                    // would end it.
                    if (!handles.contains(handle(content))) {
                        objects.merge(Marks.CONTENT, content, RETAIN_NO_MORE);
                    }
                    objects.delete(Marks.CONTENT, content);
                } else if (isOver(content, now)) {
                    objects.delete(Marks.SNAPSHOT, of);
                }
            }
            case Marks.RESTORE -> {
                if (of == null) {
                    objects.delete(Marks.CONTENT, content);
                } else if (isRestored(host.client(), of)) {
                    objects.delete(Marks.SNAPSHOT, of);
                }
            }
            default -> {
                // Of somebody else.
            }
        }
    }

    /** The VolumeSnapshot that a content belongs to, or null when it or its namespace is gone. */
    private static @Nullable GenericKubernetesResource snapshot(
            Host host, Objects objects, GenericKubernetesResource content) {
        String namespace = String.valueOf(content.<Object>get("spec", "volumeSnapshotRef", "namespace"));
        String name = String.valueOf(content.<Object>get("spec", "volumeSnapshotRef", "name"));
        boolean own = namespace.equals(host.settings().namespace());
        // Where there is no namespace the operator has no rights, and would be refused instead of told.
        if (!own && host.client().namespaces().withName(namespace).get() == null) {
            return null;
        }
        GenericKubernetesResource wanted = new GenericKubernetesResource();
        wanted.setApiVersion(Marks.SNAPSHOT.apiVersion());
        wanted.setKind(Marks.SNAPSHOT.kind());
        wanted.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        return objects.get(Marks.SNAPSHOT, wanted);
    }

    /** Whether the volume that it was for has its data, or is not wanted any more. */
    private static boolean isRestored(KubernetesClient client, GenericKubernetesResource snapshot) {
        PersistentVolumeClaim claim = client.persistentVolumeClaims()
                .inNamespace(snapshot.getMetadata().getNamespace())
                .withName(Marks.annotation(snapshot, Marks.CLAIM))
                .get();
        return claim != null
                && claim.getStatus() != null
                && "Bound".equals(claim.getStatus().getPhase())
                && claim.getSpec().getDataSource() != null
                && snapshot.getMetadata()
                        .getName()
                        .equals(claim.getSpec().getDataSource().getName());
    }

    private static void end(Objects objects, GenericKubernetesResource content) {
        if (objects.get(Marks.CONTENT, content) != null) {
            objects.merge(Marks.CONTENT, content, RETAIN_NO_MORE);
        }
    }

    private static GenericKubernetesResource content(String name) {
        GenericKubernetesResource content = new GenericKubernetesResource();
        content.setApiVersion(Marks.CONTENT.apiVersion());
        content.setKind(Marks.CONTENT.kind());
        content.setMetadata(new ObjectMetaBuilder().withName(name).build());
        return content;
    }

    private static String handle(GenericKubernetesResource content) {
        Object given = content.get("spec", "source", "snapshotHandle");
        return String.valueOf(given == null ? content.<Object>get("status", "snapshotHandle") : given);
    }

    private static boolean isOver(GenericKubernetesResource object, Instant now) {
        String until = Marks.annotation(object, Marks.KEPT_UNTIL);
        try {
            return !until.isEmpty() && !now.isBefore(Instant.parse(until));
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Its virtual cluster may be gone: what is known of it is on the copy. */
    private static void tell(Host host, GenericKubernetesResource copy) {
        VirtualCluster of = new VirtualCluster();
        of.getMetadata().setNamespace(Marks.label(copy, Labels.VIRTUAL_CLUSTER_NAMESPACE));
        of.getMetadata().setName(Marks.label(copy, Labels.VIRTUAL_CLUSTER));
        of.getMetadata().setUid(Marks.annotation(copy, Labels.OWNER_UID));
        host.log()
                .own(
                        of,
                        "snapshot-end/" + copy.getMetadata().getName(),
                        "snapshot-end",
                        "{}",
                        "snapshot " + Marks.label(copy, Marks.LABEL) + " was kept until "
                                + Marks.annotation(copy, Marks.KEPT_UNTIL));
    }
}
