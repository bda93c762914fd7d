package dev.sublet.bot.snapshot;

import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The volumes of one snapshot, put in place of those that are there. Which are done is written on the claims themselves. The control plane
 * has to be stopped. Used by one thread.
 *
 * @param request the id of who asked, by which claims are known that are done
 */
public record Refill(Work work, Kinds kinds, List<GenericKubernetesResource> copies, String request) {
    private static final Duration SOON = Duration.ofSeconds(2);

    /** Of a snapshot by its name; empty copies when it is not kept for this virtual cluster. */
    public static Refill of(Work work, Snapshots snapshots, Kinds kinds, String snapshot, String request) {
        return new Refill(work, kinds, snapshots.kept().copies(work.host(), work.wanted(), snapshot), request);
    }

    /** Whether there is anything to go back to. */
    public boolean isKept() {
        return !copies.isEmpty();
    }

    /** The snapshot, with the versions that ran when it was taken. */
    public SnapshotStatus snapshot() {
        return KeptSnapshots.status(copies);
    }

    /** Whether all volumes are the snapshot's. */
    public boolean isDone() {
        return copies.stream().allMatch(copy -> {
            PersistentVolumeClaim there = there(KeptSnapshots.claim(copy));
            return there != null && isMarked(there);
        });
    }

    /** Claims that are there now and not in the snapshot, by name. */
    public List<String> surplus() {
        Set<String> known = copies.stream()
                .map(copy -> KeptSnapshots.claim(copy).getMetadata().getName())
                .collect(Collectors.toSet());
        Wanted wanted = work.wanted();
        return Claims.of(work.host().client(), wanted.hostNamespace(), wanted.name()).stream()
                .map(claim -> claim.getMetadata().getName())
                .filter(name -> !known.contains(name))
                .toList();
    }

    /** Replaces the volumes, each only when its copy can be used. */
    public Outcome replace() {
        for (GenericKubernetesResource copy : copies) {
            PersistentVolumeClaim wanted = KeptSnapshots.claim(copy);
            String name = wanted.getMetadata().getName();
            PersistentVolumeClaim there = there(wanted);
            if (there != null && isMarked(there)) {
                continue;
            }
            GenericKubernetesResource beside = beside(copy);
            if (!Boolean.TRUE.equals(beside.get("status", "readyToUse"))) {
                return new Outcome.Waiting("the copy of volume " + name + " is being made ready", SOON);
            }
            if (there != null) {
                if (there.getMetadata().getDeletionTimestamp() == null) {
                    work.host().client().resource(there).delete();
                }
                return new Outcome.Waiting("volume " + name + " makes room for its copy", SOON);
            }
            Host host = work.host();
            host.client()
                    .resource(Claims.again(
                            host.client(),
                            work.wanted(),
                            Marks.annotation(copy, Marks.CLAIM),
                            beside.getMetadata().getName(),
                            request))
                    .create();
        }
        return Outcome.DONE;
    }

    /** Volumes are made from VolumeSnapshots of their own namespace only: a pair of objects there names the storage's copy again. */
    private GenericKubernetesResource beside(GenericKubernetesResource copy) {
        Objects objects = new Objects(work.host().client(), kinds);
        Wanted wanted = work.wanted();
        String snapshot = Marks.label(copy, Marks.LABEL);
        String name = copy.getMetadata().getName() + "-" + Marks.id(request);
        GenericKubernetesResource content = objects.get(
                Marks.CONTENT,
                Snapshots.object(
                        Marks.CONTENT,
                        wanted,
                        snapshot,
                        "",
                        null,
                        copy.getMetadata().getName(),
                        Map.of(),
                        Map.of()));
        if (content == null) {
            throw new IllegalStateException(
                    "VolumeSnapshotContent " + copy.getMetadata().getName() + " of snapshot " + snapshot + " is gone");
        }
        String claim = KeptSnapshots.claim(copy).getMetadata().getName();
        Map<String, String> marks = Map.of(Marks.CLAIM, claim);
        objects.apply(
                Marks.CONTENT,
                Snapshots.given(
                        wanted,
                        snapshot,
                        Marks.RESTORE,
                        name,
                        wanted.hostNamespace(),
                        String.valueOf(content.<Object>get("spec", "source", "snapshotHandle")),
                        String.valueOf(content.<Object>get("spec", "driver")),
                        marks));
        return objects.apply(
                Marks.SNAPSHOT,
                Snapshots.object(
                        Marks.SNAPSHOT,
                        wanted,
                        snapshot,
                        Marks.RESTORE,
                        wanted.hostNamespace(),
                        name,
                        Map.of("source", Map.of("volumeSnapshotContentName", name)),
                        marks));
    }

    private @org.jspecify.annotations.Nullable PersistentVolumeClaim there(PersistentVolumeClaim claim) {
        return work.host()
                .client()
                .persistentVolumeClaims()
                .inNamespace(work.wanted().hostNamespace())
                .withName(claim.getMetadata().getName())
                .get();
    }

    private boolean isMarked(PersistentVolumeClaim claim) {
        Map<String, String> annotations = claim.getMetadata().getAnnotations();
        return annotations != null && request.equals(annotations.get(Claims.RESTORED_BY));
    }
}
