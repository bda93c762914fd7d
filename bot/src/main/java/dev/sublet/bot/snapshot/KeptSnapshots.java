package dev.sublet.bot.snapshot;

import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.work.Host;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the operator's namespace keeps of virtual clusters, living or gone. Thread-safe. */
public final class KeptSnapshots {
    private final Kinds kinds;

    KeptSnapshots(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Those of a virtual cluster, newest first: its own, and those of one before it with the same name and team. */
    public List<SnapshotStatus> of(Host host, Wanted wanted) {
        Map<String, List<GenericKubernetesResource>> byName =
                all(host, wanted, null).stream().collect(Collectors.groupingBy(copy -> Marks.label(copy, Marks.LABEL)));
        return byName.values().stream()
                .map(KeptSnapshots::status)
                .sorted(Comparator.comparing(SnapshotStatus::takenAt).reversed())
                .toList();
    }

    /** The copies of one snapshot, a volume each; empty when there is none of that name, or it is another's. */
    List<GenericKubernetesResource> copies(Host host, Wanted wanted, String snapshot) {
        return all(host, wanted, snapshot);
    }

    /** Nobody gets at another team's data by taking the name of what it deleted. */
    private List<GenericKubernetesResource> all(Host host, Wanted wanted, @Nullable String snapshot) {
        if (kinds.find(host.client(), Marks.SNAPSHOT.apiVersion(), Marks.SNAPSHOT.kind())
                .isEmpty()) {
            return List.of();
        }
        return new Objects(host.client(), kinds)
                .list(Marks.SNAPSHOT, host.settings().namespace(), Marks.LABEL, snapshot).stream()
                        .filter(copy -> Marks.KEPT.equals(Marks.label(copy, Marks.ROLE))
                                && wanted.name().equals(Marks.label(copy, Labels.VIRTUAL_CLUSTER))
                                && wanted.namespace().equals(Marks.label(copy, Labels.VIRTUAL_CLUSTER_NAMESPACE)))
                        .filter(copy -> wanted.uid().equals(Marks.annotation(copy, Labels.OWNER_UID))
                                || wanted.owner().team().equals(Marks.annotation(copy, Marks.TEAM)))
                        .filter(copy -> copy.getMetadata().getDeletionTimestamp() == null)
                        .toList();
    }

    /** One snapshot, by its copies. */
    static SnapshotStatus status(List<GenericKubernetesResource> copies) {
        GenericKubernetesResource first = copies.get(0);
        String name = Marks.label(first, Labels.VIRTUAL_CLUSTER);
        String location = copies.stream()
                .filter(copy -> Claims.isStore(claim(copy).getMetadata().getName(), name))
                .map(copy -> copy.getMetadata().getNamespace() + "/"
                        + copy.getMetadata().getName())
                .findFirst()
                .orElse(null);
        boolean sized = copies.stream()
                .noneMatch(copy -> Marks.annotation(copy, Marks.BYTES).isEmpty());
        return new SnapshotStatus(
                Marks.label(first, Marks.LABEL),
                Marks.annotation(first, Marks.TAKEN_AT),
                Marks.annotation(first, Marks.KEPT_UNTIL),
                Marks.annotation(first, Marks.WHY),
                location,
                text(Marks.annotation(first, Marks.KUBERNETES)),
                text(Marks.annotation(first, Marks.CHART)),
                sized
                        ? copies.stream()
                                .mapToLong(copy -> Long.parseLong(Marks.annotation(copy, Marks.BYTES)))
                                .sum()
                        : null,
                text(Marks.annotation(first, Marks.CLASS)),
                copies.stream()
                        .map(copy -> Marks.annotation(copy, Marks.VOLUME_SNAPSHOT))
                        .sorted()
                        .toList());
    }

    static PersistentVolumeClaim claim(GenericKubernetesResource copy) {
        return Serialization.unmarshal(Marks.annotation(copy, Marks.CLAIM), PersistentVolumeClaim.class);
    }

    /** What a restore of it takes, as the storage says; empty when it does not. */
    static String bytes(GenericKubernetesResource snapshot) {
        Object size = snapshot.get("status", "restoreSize");
        try {
            BigDecimal bytes = Quantity.getAmountInBytes(new Quantity(String.valueOf(size)));
            return Long.toString(bytes.longValueExact());
        } catch (ArithmeticException | IllegalArgumentException e) {
            return "";
        }
    }

    private static @Nullable String text(String value) {
        return value.isEmpty() ? null : value;
    }
}
