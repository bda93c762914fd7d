package dev.sublet.bot.snapshot;

import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a virtual cluster by CSI: of its control plane's volume and of its tenants' volumes. Each copy is kept by an object in the
 * operator's own namespace too, so that it outlives the virtual cluster's namespace. Thread-safe.
 */
public final class Snapshots {
    /** Whether the blueprint can take snapshots, told when one is needed. */
    public static final String POSSIBLE = "SnapshotsPossible";
    /** On a VirtualCluster: {@code "true"} lets go on without a snapshot what would take one first. */
    public static final String WITHOUT = "sublet.dev/without-snapshot";

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LISTED = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int VOLUMES_MAX = 100;
    private static final int LISTED_MAX = 20;

    private final Kinds kinds;
    private final KeptSnapshots kept;

    public Snapshots(Kinds kinds) {
        this.kinds = kinds;
        this.kept = new KeptSnapshots(kinds);
    }

    /** Those that are kept. */
    public KeptSnapshots kept() {
        return kept;
    }

    /** Whether a person said that it may go on without. */
    public static boolean isWaived(Work work) {
        Map<String, String> annotations = work.resource().getMetadata().getAnnotations();
        return annotations != null && "true".equals(annotations.get(WITHOUT));
    }

    /**
     * Takes a copy, as far as it can go now; killed in between and asked again with the same name, it goes on.
     *
     * @param name of the copy
     * @param why upgrade, deletion, restore or request
     * @return done when the copy can be used and the status lists it
     * @throws RefusedException when the blueprint names no class, the host has no snapshots, or they do not become usable
     */
    public Outcome take(Work work, String name, String why) {
        if (work.status().snapshots().stream().anyMatch(known -> known.name().equals(name))) {
            return Outcome.DONE;
        }
        dev.sublet.bot.blueprint.Snapshots rule = work.wanted().blueprint().snapshots();
        if (rule == null) {
            throw new RefusedException("blueprint " + work.wanted().blueprint().reference()
                    + " has no snapshots; add them with a volumeSnapshotClass");
        }
        Objects host = new Objects(work.host().client(), kinds);
        if (kinds.find(host.client(), Marks.SNAPSHOT.apiVersion(), Marks.SNAPSHOT.kind())
                .isEmpty()) {
            throw new RefusedException("the host cluster has no VolumeSnapshots; install a CSI snapshot controller, or"
                    + " take the snapshots out of blueprint "
                    + work.wanted().blueprint().reference());
        }
        List<GenericKubernetesResource> taken = new ArrayList<>();
        for (PersistentVolumeClaim claim : claims(work)) {
            GenericKubernetesResource wanted = snapshot(work.wanted(), name, claim, rule.volumeSnapshotClass());
            GenericKubernetesResource there = host.get(Marks.SNAPSHOT, wanted);
            taken.add(there == null ? host.apply(Marks.SNAPSHOT, wanted) : there);
        }
        for (GenericKubernetesResource each : taken) {
            if (!Boolean.TRUE.equals(each.get("status", "readyToUse"))) {
                return waiting(work, name, each);
            }
        }
        Instant now = work.host().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(rule.keep());
        Map<String, String> marks = marks(work, why, now, until, rule.volumeSnapshotClass());
        List<GenericKubernetesResource> copies =
                taken.stream().map(each -> keep(work, host, name, each, marks)).toList();
        SnapshotStatus listed = KeptSnapshots.status(copies);
        work.status()
                .snapshots(Stream.concat(Stream.of(listed), work.status().snapshots().stream())
                        .limit(LISTED_MAX)
                        .toList());
        work.host()
                .log()
                .own(
                        work.resource(),
                        "snapshot/" + work.wanted().uid() + "/" + name,
                        "snapshot",
                        Serialization.asJson(listed),
                        "taken before " + why + ", kept until " + until);
        // Not done before the status that is read says so: a later step's write could otherwise be of an older status.
        return new Outcome.Waiting("snapshot " + name + " is taken", LISTED);
    }

    /** Lists what is kept of one that was deleted, when its name is taken again by the same team. */
    public void remember(Work work) {
        if (work.status().snapshots().isEmpty() && work.wanted().blueprint().snapshots() != null) {
            work.status()
                    .snapshots(kept.of(work.host(), work.wanted()).stream()
                            .limit(LISTED_MAX)
                            .toList());
        }
    }

    /** Takes off the status what is kept no longer, and deletes it. */
    public void expire(Work work) {
        Instant now = work.host().clock().instant();
        List<SnapshotStatus> still = work.status().snapshots().stream()
                .filter(snapshot -> now.isBefore(Instant.parse(snapshot.keptUntil())))
                .toList();
        if (still.size() < work.status().snapshots().size()) {
            new SnapshotSweep(kinds).sweep(work.host());
            work.status().snapshots(still);
        }
    }

    private static Outcome waiting(Work work, String name, GenericKubernetesResource each) {
        Instant began = Instant.parse(each.getMetadata().getCreationTimestamp());
        String error = each.get("status", "error", "message") instanceof String text ? ": " + text : "";
        if (Duration.between(began, work.host().clock().instant()).compareTo(PATIENCE) > 0) {
            throw new RefusedException("snapshot " + name + " is not ready after " + PATIENCE.toMinutes()
                    + " min; look at VolumeSnapshot " + work.wanted().hostNamespace() + "/"
                    + each.getMetadata().getName() + error);
        }
        return new Outcome.Waiting("takes snapshot " + name + error, SOON);
    }

    private static List<PersistentVolumeClaim> claims(Work work) {
        Wanted wanted = work.wanted();
        List<PersistentVolumeClaim> claims = Claims.of(work.host().client(), wanted.hostNamespace(), wanted.name());
        if (claims.isEmpty() || claims.size() > VOLUMES_MAX) {
            throw new RefusedException("a snapshot of " + wanted.reference() + " would be of " + claims.size()
                    + " volumes; between 1 and " + VOLUMES_MAX + " can be copied");
        }
        return claims;
    }

    private static GenericKubernetesResource snapshot(
            Wanted wanted, String name, PersistentVolumeClaim claim, String snapshotClass) {
        String claimName = claim.getMetadata().getName();
        return object(
                Marks.SNAPSHOT,
                wanted,
                name,
                "source",
                wanted.hostNamespace(),
                name + "-" + Marks.id(claimName),
                Map.of(
                        "volumeSnapshotClassName",
                        snapshotClass,
                        "source",
                        Map.of("persistentVolumeClaimName", claimName)),
                Map.of(Marks.CLAIM, Claims.copy(claim)));
    }

    private static Map<String, String> marks(
            Work work, String why, Instant now, Instant until, String volumeSnapshotClass) {
        Map<String, String> marks = new TreeMap<>();
        marks.put(Marks.KEPT_UNTIL, until.toString());
        marks.put(Marks.TAKEN_AT, now.toString());
        marks.put(Marks.WHY, why);
        marks.put(Marks.CLASS, volumeSnapshotClass);
        marks.put(Labels.OWNER_UID, work.wanted().uid());
        marks.put(Marks.TEAM, work.wanted().owner().team());
        String kubernetes = work.status().build().kubernetesVersion();
        String chart = work.status().build().chartVersion();
        marks.put(Marks.KUBERNETES, kubernetes == null ? "" : kubernetes);
        marks.put(Marks.CHART, chart == null ? "" : chart);
        return marks;
    }

    /** The storage's own copy outlives both objects, and a second pair of objects names it. */
    private static GenericKubernetesResource keep(
            Work work, Objects host, String name, GenericKubernetesResource taken, Map<String, String> marks) {
        Wanted wanted = work.wanted();
        String bound = String.valueOf(taken.<Object>get("status", "boundVolumeSnapshotContentName"));
        GenericKubernetesResource content =
                host.get(Marks.CONTENT, object(Marks.CONTENT, wanted, name, "", null, bound, Map.of(), Map.of()));
        if (content == null || !(content.get("status", "snapshotHandle") instanceof String handle)) {
            throw new IllegalStateException("VolumeSnapshotContent " + bound + " says no snapshotHandle");
        }
        Map<String, String> labels = new TreeMap<>(Labels.common(wanted));
        labels.put(Marks.LABEL, name);
        labels.put(Marks.ROLE, Marks.ORIGINAL);
        host.merge(
                Marks.CONTENT,
                content,
                Serialization.asJson(Map.of(
                        "metadata", Map.of("labels", labels, "annotations", marks),
                        "spec", Map.of("deletionPolicy", "Retain"))));
        String own = wanted.hostNamespace() + "-" + Marks.id(taken.getMetadata().getUid());
        String namespace = work.host().settings().namespace();
        Map<String, String> all = new TreeMap<>(marks);
        all.put(Marks.CLAIM, Marks.annotation(taken, Marks.CLAIM));
        all.put(Marks.VOLUME_SNAPSHOT, taken.getMetadata().getName());
        all.put(Marks.BYTES, KeptSnapshots.bytes(taken));
        host.apply(
                Marks.CONTENT,
                given(
                        wanted,
                        name,
                        Marks.KEPT,
                        own,
                        namespace,
                        handle,
                        String.valueOf(content.<Object>get("spec", "driver")),
                        marks));
        return host.apply(
                Marks.SNAPSHOT,
                object(
                        Marks.SNAPSHOT,
                        wanted,
                        name,
                        Marks.KEPT,
                        namespace,
                        own,
                        Map.of("source", Map.of("volumeSnapshotContentName", own)),
                        all));
    }

    /** Content that names what the storage has already; it stays there when the object goes. */
    static GenericKubernetesResource given(
            Wanted wanted,
            String snapshot,
            String role,
            String name,
            String namespace,
            String handle,
            String driver,
            Map<String, String> annotations) {
        return object(
                Marks.CONTENT,
                wanted,
                snapshot,
                role,
                null,
                name,
                Map.of(
                        "deletionPolicy",
                        "Retain",
                        "driver",
                        driver,
                        "source",
                        Map.of("snapshotHandle", handle),
                        "volumeSnapshotRef",
                        Map.of("namespace", namespace, "name", name)),
                annotations);
    }

    static GenericKubernetesResource object(
            dev.sublet.bot.inside.Kind kind,
            Wanted wanted,
            String snapshot,
            String role,
            @Nullable String namespace,
            String name,
            Map<String, ?> spec,
            Map<String, String> annotations) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion(kind.apiVersion());
        object.setKind(kind.kind());
        object.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(Labels.common(wanted))
                .addToLabels(Marks.LABEL, snapshot)
                .addToLabels(Marks.ROLE, role)
                .withAnnotations(annotations)
                .build());
        object.setAdditionalProperty("spec", spec);
        return object;
    }
}
