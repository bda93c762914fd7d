package dev.sublet.bot.upgrade;

import dev.sublet.bot.inside.Kind;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a virtual cluster by CSI: of its control plane's volume and of its tenants' volumes. Each copy is kept by an object in the
 * operator's own namespace too, so that it outlives the virtual cluster's namespace. Thread-safe.
 */
public final class Snapshots {
    /** On each object of a copy: the copy's name. */
    public static final String LABEL = "sublet.dev/snapshot";
    /** On what the operator's namespace keeps: until when. */
    public static final String KEPT_UNTIL = "sublet.dev/kept-until";

    static final Kind SNAPSHOT = new Kind("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "volumesnapshots", true);
    static final Kind CONTENT =
            new Kind("snapshot.storage.k8s.io/v1", "VolumeSnapshotContent", "volumesnapshotcontents", false);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LISTED = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int VOLUMES_MAX = 100;
    private static final int LISTED_MAX = 20;
    private static final int ID = 8;

    private final Kinds kinds;

    public Snapshots(Kinds kinds) {
        this.kinds = kinds;
    }

    /**
     * Takes a copy, as far as it can go now; killed in between and asked again with the same name, it goes on.
     *
     * @param name of the copy
     * @param why upgrade, deletion or request
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
        if (kinds.find(host.client(), SNAPSHOT.apiVersion(), SNAPSHOT.kind()).isEmpty()) {
            throw new RefusedException("the host cluster has no VolumeSnapshots; install a CSI snapshot controller, or"
                    + " take the snapshots out of blueprint "
                    + work.wanted().blueprint().reference());
        }
        List<GenericKubernetesResource> taken = new ArrayList<>();
        for (String claim : claims(work)) {
            GenericKubernetesResource wanted = snapshot(work.wanted(), name, claim, rule.volumeSnapshotClass());
            GenericKubernetesResource there = host.get(SNAPSHOT, wanted);
            taken.add(there == null ? host.apply(SNAPSHOT, wanted) : there);
        }
        for (GenericKubernetesResource each : taken) {
            if (!Boolean.TRUE.equals(each.get("status", "readyToUse"))) {
                return waiting(work, name, each);
            }
        }
        Instant now = work.host().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(rule.keep());
        for (GenericKubernetesResource each : taken) {
            keep(work, host, name, each, until);
        }
        list(work, name, why, taken, now, until);
        // Not done before the status that is read says so: a later step's write could otherwise be of an older status.
        return new Outcome.Waiting("snapshot " + name + " is taken", LISTED);
    }

    /** Takes off the status what is kept no longer, and deletes it. */
    void expire(Work work) {
        Instant now = work.host().clock().instant();
        List<SnapshotStatus> kept = work.status().snapshots().stream()
                .filter(snapshot -> now.isBefore(Instant.parse(snapshot.keptUntil())))
                .toList();
        if (kept.size() < work.status().snapshots().size()) {
            expire(work.host());
            work.status().snapshots(kept);
        }
    }

    /**
     * Deletes the copies of all virtual clusters whose time is over, those included that are gone: what the operator's namespace keeps
     * says itself until when. The storage's own copy goes with it.
     */
    public void expire(Host host) {
        Instant now = host.clock().instant();
        Objects objects = new Objects(host.client(), kinds);
        for (GenericKubernetesResource kept :
                objects.list(SNAPSHOT, host.settings().namespace(), LABEL, null)) {
            String until = kept.getMetadata().getAnnotations().get(KEPT_UNTIL);
            if (until != null && !now.isBefore(Instant.parse(until))) {
                GenericKubernetesResource content = new GenericKubernetesResource();
                content.setApiVersion(CONTENT.apiVersion());
                content.setKind(CONTENT.kind());
                content.setMetadata(new ObjectMetaBuilder()
                        .withName(kept.getMetadata().getName())
                        .build());
                if (objects.get(CONTENT, content) != null) {
                    objects.merge(CONTENT, content, "{\"spec\":{\"deletionPolicy\":\"Delete\"}}");
                }
                objects.delete(SNAPSHOT, kept);
            }
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

    /** The control plane's first, then the tenants'. */
    private static List<String> claims(Work work) {
        Wanted wanted = work.wanted();
        String own = store(wanted);
        List<PersistentVolumeClaim> all = work.host()
                .client()
                .persistentVolumeClaims()
                .inNamespace(wanted.hostNamespace())
                .list()
                .getItems();
        List<String> claims = Stream.concat(
                        all.stream()
                                .filter(claim -> claim.getMetadata().getName().equals(own)),
                        all.stream()
                                .filter(claim -> wanted.name()
                                        .equals(claim.getMetadata()
                                                .getLabels()
                                                .getOrDefault("vcluster.loft.sh/managed-by", ""))))
                .map(claim -> claim.getMetadata().getName())
                .toList();
        if (claims.isEmpty() || claims.size() > VOLUMES_MAX) {
            throw new RefusedException("a snapshot of " + wanted.reference() + " would be of " + claims.size()
                    + " volumes; between 1 and " + VOLUMES_MAX + " can be copied");
        }
        return claims;
    }

    private static String store(Wanted wanted) {
        return "data-" + wanted.name() + "-0";
    }

    private static GenericKubernetesResource snapshot(Wanted wanted, String name, String claim, String snapshotClass) {
        return object(
                SNAPSHOT,
                wanted,
                name,
                wanted.hostNamespace(),
                name + "-" + id(claim),
                Map.of("volumeSnapshotClassName", snapshotClass, "source", Map.of("persistentVolumeClaimName", claim)),
                Map.of("sublet.dev/claim", claim));
    }

    /** The storage's own copy outlives both objects, and a second pair of objects names it. */
    private static void keep(Work work, Objects host, String name, GenericKubernetesResource taken, Instant until) {
        String bound = String.valueOf(taken.<Object>get("status", "boundVolumeSnapshotContentName"));
        GenericKubernetesResource content =
                host.get(CONTENT, object(CONTENT, work.wanted(), name, null, bound, Map.of(), Map.of()));
        if (content == null || !(content.get("status", "snapshotHandle") instanceof String handle)) {
            throw new IllegalStateException("VolumeSnapshotContent " + bound + " says no snapshotHandle");
        }
        host.merge(CONTENT, content, "{\"spec\":{\"deletionPolicy\":\"Retain\"}}");
        String own =
                work.wanted().hostNamespace() + "-" + id(taken.getMetadata().getUid());
        String namespace = work.host().settings().namespace();
        Map<String, String> marks = Map.of(KEPT_UNTIL, until.toString());
        host.apply(
                CONTENT,
                object(
                        CONTENT,
                        work.wanted(),
                        name,
                        null,
                        own,
                        Map.of(
                                "deletionPolicy",
                                "Retain",
                                "driver",
                                String.valueOf(content.<Object>get("spec", "driver")),
                                "source",
                                Map.of("snapshotHandle", handle),
                                "volumeSnapshotRef",
                                Map.of("namespace", namespace, "name", own)),
                        marks));
        host.apply(
                SNAPSHOT,
                object(
                        SNAPSHOT,
                        work.wanted(),
                        name,
                        namespace,
                        own,
                        Map.of("source", Map.of("volumeSnapshotContentName", own)),
                        marks));
    }

    private static void list(
            Work work, String name, String why, List<GenericKubernetesResource> taken, Instant now, Instant until) {
        String store = store(work.wanted());
        String location = taken.stream()
                .filter(each -> store.equals(each.getMetadata().getAnnotations().get("sublet.dev/claim")))
                .map(each ->
                        work.host().settings().namespace() + "/" + work.wanted().hostNamespace() + "-"
                                + id(each.getMetadata().getUid()))
                .findFirst()
                .orElse(null);
        SnapshotStatus snapshot = new SnapshotStatus(
                name,
                now.toString(),
                until.toString(),
                why,
                location,
                work.status().build().kubernetesVersion(),
                taken.stream().map(each -> each.getMetadata().getName()).toList());
        work.status()
                .snapshots(Stream.concat(Stream.of(snapshot), work.status().snapshots().stream())
                        .limit(LISTED_MAX)
                        .toList());
    }

    private static GenericKubernetesResource object(
            Kind kind,
            Wanted wanted,
            String snapshot,
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
                .addToLabels(LABEL, snapshot)
                .withAnnotations(annotations)
                .build());
        object.setAdditionalProperty("spec", spec);
        return object;
    }

    private static String id(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, ID);
    }
}
