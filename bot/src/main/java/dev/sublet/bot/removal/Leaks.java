package dev.sublet.bot.removal;

import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.snapshot.Marks;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of objects on a host which of them outlived their virtual cluster. In doubt it says nothing. Stateless. */
final class Leaks {
    /** The syncer cuts longer names here and appends a digest. */
    static final int MARK_CUT = 52;

    private static final Duration GRACE = Duration.ofHours(1);

    private static final String MANAGED_BY = "vcluster.loft.sh/managed-by";

    private Leaks() {}

    /** The leak that an object is, or empty. */
    static Optional<Leak> of(Found found, Living living, Instant now) {
        if (found.kind().startsWith("VolumeSnapshot")
                && Labels.SUBLET.equals(found.label(Labels.MANAGED_BY))
                && found.annotations().containsKey(Marks.KEPT_UNTIL)) {
            return kept(found, now).map(why -> leak(found, why));
        }
        if (found.kind().startsWith("VolumeSnapshot")
                && !found.label(Marks.LABEL).isEmpty()
                && isFresh(found, now)) {
            // What a restore made to name a copy once more: an operator's next sweep removes it.
            return Optional.empty();
        }
        return Stream.of(ours(found, living), synced(found, living), released(found, living), chart(found, living))
                .flatMap(Optional::stream)
                .findFirst()
                .map(why -> leak(found, why));
    }

    private static boolean isFresh(Found found, Instant now) {
        Instant made = found.made();
        return made != null && now.isBefore(made.plus(GRACE));
    }

    private static Leak leak(Found found, String why) {
        return new Leak(found.kind(), found.namespace(), found.name(), why, found.made());
    }

    /** Copies outlive their virtual cluster on purpose, until their time is over; an operator then has an hour to remove them. */
    private static Optional<String> kept(Found found, Instant now) {
        String until = found.annotations().getOrDefault(Marks.KEPT_UNTIL, "");
        try {
            return now.isBefore(Instant.parse(until).plus(GRACE))
                    ? Optional.empty()
                    : Optional.of("snapshot " + found.label(Marks.LABEL) + " was kept until " + until
                            + " and is paid for still; a running operator removes it");
        } catch (DateTimeException e) {
            return Optional.of("kept as a snapshot until \"" + until + "\", which is no time; remove it by hand");
        }
    }

    /** By the labels that the operator puts on all that it makes. */
    private static Optional<String> ours(Found found, Living living) {
        if (!Labels.SUBLET.equals(found.label(Labels.MANAGED_BY))
                || found.label(Labels.VIRTUAL_CLUSTER).isEmpty()
                || found.labels().containsKey(Undo.MARK)) {
            return Optional.empty();
        }
        String owner = found.label(Labels.VIRTUAL_CLUSTER_NAMESPACE) + "/" + found.label(Labels.VIRTUAL_CLUSTER);
        return living.resources().contains(owner)
                ? Optional.empty()
                : Optional.of("made for VirtualCluster " + owner + ", which is gone");
    }

    /** By the syncer's mark: a name in a namespace, namespace-x-name elsewhere. */
    private static Optional<String> synced(Found found, Living living) {
        String mark = found.label(MANAGED_BY);
        if (mark.isEmpty()) {
            return Optional.empty();
        }
        String namespace = found.namespace();
        boolean lives = namespace == null
                ? living.isMarkOfOne(mark)
                // Synced namespaces hold objects of a vcluster elsewhere, marked with its bare name.
                : living.controlPlanes().stream().anyMatch(one -> one.endsWith("/" + mark)) || living.isMarkOfOne(mark);
        return lives ? Optional.empty() : Optional.of("synced by vcluster " + mark + ", which is gone");
    }

    /** Volumes that were kept when their claim went. */
    private static Optional<String> released(Found found, Living living) {
        String namespace = Objects.requireNonNullElse(found.claimNamespace(), "");
        return found.released()
                        && namespace.startsWith(Resolver.PREFIX)
                        && !living.namespaces().contains(namespace)
                ? Optional.of(
                        "volume of a claim in namespace " + namespace + ", which is gone; it is kept and paid for")
                : Optional.empty();
    }

    /** By the labels that the chart puts on what it makes, volumes of its StatefulSet included. */
    private static Optional<String> chart(Found found, Living living) {
        String release = found.label("release");
        boolean ofChart = found.label("app").startsWith("vcluster")
                && (found.kind().equals("PersistentVolumeClaim")
                        || !found.label("chart").isEmpty());
        if (release.isEmpty() || !ofChart) {
            return Optional.empty();
        }
        String namespace = found.namespace();
        boolean lives = namespace == null
                ? living.controlPlanes().stream().anyMatch(one -> one.endsWith("/" + release))
                : living.controlPlanes().contains(namespace + "/" + release);
        return lives
                ? Optional.empty()
                : Optional.of("made by the release " + release + " of a vcluster, which is gone");
    }

    /** All leaks among objects, by kind, namespace and name. */
    static List<Leak> among(List<Found> all, Living living, Instant now) {
        return all.stream()
                .flatMap(found -> of(found, living, now).stream())
                .sorted(Comparator.comparing(Leak::kind)
                        .thenComparing(leak -> Objects.requireNonNullElse(leak.namespace(), ""))
                        .thenComparing(Leak::name))
                .toList();
    }
}
