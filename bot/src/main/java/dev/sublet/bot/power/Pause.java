package dev.sublet.bot.power;

import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.work.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pauses and resumes as the vcluster command line does, with the same annotations, so that each understands what the other did. Volumes,
 * Services and Secrets stay. Stateless.
 */
public final class Pause {
    private static final String PAUSED = "loft.sh/paused";
    private static final String REPLICAS = "loft.sh/paused-replicas";
    private static final String DATE = "loft.sh/paused-date";
    private static final String MANAGED_BY = "vcluster.loft.sh/managed-by";
    private static final String OWNER_KIND = "vcluster.loft.sh/owner-set-kind";
    private static final int NAMED_MAX = 20;

    private Pause() {}

    /** Both the annotation and nothing wanted: an upgrade may have started it behind the annotation's back. */
    public static boolean isPaused(Workload workload) {
        return workload.replicas() == 0 && "true".equals(annotations(workload).get(PAUSED));
    }

    /** Annotations and replicas in one patch, so that no half of it can be seen. */
    public static void pause(KubernetesClient client, Workload workload, Instant now) {
        int replicas = workload.replicas() > 0 ? workload.replicas() : remembered(workload);
        patch(
                client,
                workload,
                Map.of(
                        PAUSED,
                        "true",
                        REPLICAS,
                        Integer.toString(replicas),
                        DATE,
                        now.truncatedTo(ChronoUnit.SECONDS).toString()),
                0);
    }

    /** Wants again as many replicas as before the pause, and removes its annotations, in one patch. */
    public static void resume(KubernetesClient client, Workload workload) {
        Map<String, Object> none = new HashMap<>();
        none.put(PAUSED, null);
        none.put(REPLICAS, null);
        none.put(DATE, null);
        patch(client, workload, none, remembered(workload));
    }

    private static int remembered(Workload workload) {
        String text = annotations(workload).getOrDefault(REPLICAS, "1");
        return text.matches("[1-9][0-9]?") ? Integer.parseInt(text) : 1;
    }

    private static Map<String, String> annotations(Workload workload) {
        Map<String, String> annotations = workload.object().getMetadata().getAnnotations();
        return annotations == null ? Collections.emptyMap() : annotations;
    }

    private static void patch(KubernetesClient client, Workload workload, Map<String, ?> annotations, int replicas) {
        HasMetadata object = workload.object();
        Map<String, Object> patch =
                Map.of("metadata", Map.of("annotations", annotations), "spec", Map.of("replicas", replicas));
        client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
    }

    /** What the control plane had made. With it gone, nothing else would delete them. */
    static void deletePods(KubernetesClient client, Wanted wanted) {
        deletePods(client, wanted.hostNamespace(), wanted.name());
    }

    /** What the control plane of that name had made in its host namespace. */
    public static void deletePods(KubernetesClient client, String hostNamespace, String name) {
        client.pods().inNamespace(hostNamespace).withLabel(MANAGED_BY, name).delete();
    }

    /** Running pods that no controller inside makes anew, and those of Jobs, which begin again; by their names inside. */
    static List<String> whatIsLost(KubernetesClient client, Wanted wanted) {
        return whatIsLost(client, wanted.hostNamespace(), wanted.name());
    }

    /** Those of the virtual cluster of that name in its host namespace. */
    public static List<String> whatIsLost(KubernetesClient client, String hostNamespace, String name) {
        return client.pods().inNamespace(hostNamespace).withLabel(MANAGED_BY, name).list().getItems().stream()
                .filter(pod -> !"Succeeded".equals(pod.getStatus().getPhase())
                        && !"Failed".equals(pod.getStatus().getPhase()))
                .filter(pod -> isLost(ownerKind(pod)))
                .map(Pause::nameInside)
                .sorted()
                .limit(NAMED_MAX)
                .toList();
    }

    private static boolean isLost(String ownerKind) {
        return ownerKind.isEmpty() || ownerKind.equals("Job");
    }

    private static String ownerKind(Pod pod) {
        return text(pod, OWNER_KIND, "");
    }

    private static String nameInside(Pod pod) {
        String name =
                text(pod, "vcluster.loft.sh/object-name", pod.getMetadata().getName());
        String namespace = text(pod, "vcluster.loft.sh/object-namespace", "");
        String kind = ownerKind(pod).isEmpty() ? "pod " : "Job's pod ";
        return kind + (namespace.isEmpty() ? name : namespace + "/" + name);
    }

    private static String text(Pod pod, String key, String otherwise) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? otherwise : annotations.getOrDefault(key, otherwise);
    }
}
