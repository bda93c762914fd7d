package dev.sublet.bot.snapshot;

import dev.sublet.bot.plan.Wanted;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The volumes of a virtual cluster: its store's and its tenants'. Stateless. */
public final class Claims {
    /** On a claim that came from a snapshot: the request by which it did. */
    public static final String RESTORED_BY = "sublet.dev/restored-by";

    private static final String MANAGED_BY = "vcluster.loft.sh/managed-by";
    private static final String OF_THE_SYNCER = "vcluster.loft.sh/";

    private Claims() {}

    /** The store of each replica, with a store beside it, and what tenants claimed. */
    public static boolean isOwn(PersistentVolumeClaim claim, String name) {
        Map<String, String> labels = claim.getMetadata().getLabels();
        return isStore(claim.getMetadata().getName(), name) || (labels != null && name.equals(labels.get(MANAGED_BY)));
    }

    static boolean isStore(String claim, String name) {
        return claim.matches("data-" + Pattern.quote(name) + "(-etcd)?-[0-9]+");
    }

    /** All that are there and stay, the stores first. */
    public static List<PersistentVolumeClaim> of(KubernetesClient client, String hostNamespace, String name) {
        List<PersistentVolumeClaim> all =
                client.persistentVolumeClaims().inNamespace(hostNamespace).list().getItems().stream()
                        .filter(claim ->
                                isOwn(claim, name) && claim.getMetadata().getDeletionTimestamp() == null)
                        .toList();
        return Stream.concat(
                        all.stream().filter(claim -> isStore(claim.getMetadata().getName(), name)),
                        all.stream()
                                .filter(claim -> !isStore(claim.getMetadata().getName(), name)))
                .toList();
    }

    /** A claim as it can be made again; no annotation but the syncer's, and none that may hold a token. */
    static String copy(PersistentVolumeClaim claim) {
        Map<String, String> annotations = new TreeMap<>();
        Map<String, String> all = claim.getMetadata().getAnnotations();
        (all == null ? Map.<String, String>of() : all).forEach((key, value) -> {
            if (key.startsWith(OF_THE_SYNCER) && !key.contains("token")) {
                annotations.put(key, value);
            }
        });
        boolean owned =
                claim.getMetadata().getOwnerReferences().stream().anyMatch(owner -> "Service".equals(owner.getKind()));
        return Serialization.asJson(new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(claim.getMetadata().getName())
                .withLabels(claim.getMetadata().getLabels())
                .withAnnotations(annotations)
                // Whose UID counts is known when it is made again.
                .withFinalizers(owned ? List.of("service") : List.of())
                .endMetadata()
                .withNewSpec()
                .withAccessModes(claim.getSpec().getAccessModes())
                .withResources(claim.getSpec().getResources())
                .withStorageClassName(claim.getSpec().getStorageClassName())
                .withVolumeMode(claim.getSpec().getVolumeMode())
                .endSpec()
                .build());
    }

    /** The claim anew, filled from a VolumeSnapshot beside it. */
    static PersistentVolumeClaim again(
            KubernetesClient client, Wanted wanted, String copy, String volumeSnapshot, String request) {
        PersistentVolumeClaim before = Serialization.unmarshal(copy, PersistentVolumeClaim.class);
        boolean owned = !before.getMetadata().getFinalizers().isEmpty();
        @Nullable
        Service service = owned
                ? client.services()
                        .inNamespace(wanted.hostNamespace())
                        .withName(wanted.name())
                        .get()
                : null;
        return new PersistentVolumeClaimBuilder(before)
                .editMetadata()
                .withNamespace(wanted.hostNamespace())
                .withFinalizers(List.of())
                .withOwnerReferences(
                        service == null
                                ? List.of()
                                : List.of(new OwnerReferenceBuilder()
                                        .withApiVersion("v1")
                                        .withKind("Service")
                                        .withName(service.getMetadata().getName())
                                        .withUid(service.getMetadata().getUid())
                                        .build()))
                .addToAnnotations(RESTORED_BY, request)
                .endMetadata()
                .editSpec()
                .withNewDataSource("snapshot.storage.k8s.io", "VolumeSnapshot", volumeSnapshot)
                .endSpec()
                .build();
    }
}
