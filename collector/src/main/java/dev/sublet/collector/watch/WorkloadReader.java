package dev.sublet.collector.watch;

import dev.sublet.collector.facts.WorkloadFacts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a control plane's StatefulSet or Deployment says about its vcluster. */
final class WorkloadReader {
    private WorkloadReader() {}

    static WorkloadFacts read(
            String kind, ObjectMeta metadata, @Nullable Integer replicas, @Nullable PodTemplateSpec template) {
        Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
        Map<String, String> annotations = metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
        boolean paused =
                "true".equals(annotations.get("loft.sh/paused")) || "true".equals(labels.get("loft.sh/sleep-mode"));
        String sleepType = annotations.get("sleepmode.loft.sh/sleep-type");
        return new WorkloadFacts(
                Objects.requireNonNull(metadata.getUid(), "an API object without a UID"),
                kind,
                metadata.getNamespace(),
                metadata.getName(),
                KeptMetadata.labels(metadata, Set.of()),
                replicas == null ? 1 : replicas,
                version(template),
                distro(labels.get("chart"), template),
                paused,
                sleepType != null && !sleepType.isEmpty());
    }

    private static @Nullable String version(@Nullable PodTemplateSpec template) {
        for (Container container : containers(template)) {
            if ("syncer".equals(container.getName())) {
                return tag(container.getImage());
            }
        }
        return null;
    }

    /** The tag of an image whose registry may have a port and which may end in a digest; null when it has none. */
    static @Nullable String tag(@Nullable String image) {
        if (image == null) {
            return null;
        }
        int digest = image.indexOf('@');
        String named = digest < 0 ? image : image.substring(0, digest);
        int colon = named.lastIndexOf(':');
        return colon > named.lastIndexOf('/') && colon + 1 < named.length() ? named.substring(colon + 1) : null;
    }

    private static @Nullable String distro(@Nullable String chart, @Nullable PodTemplateSpec template) {
        for (Container container : containers(template)) {
            String image = container.getImage() == null ? "" : container.getImage();
            String repository = image.substring(image.lastIndexOf('/') + 1);
            if (repository.startsWith("k3s")) {
                return "k3s";
            }
            if (repository.startsWith("k0s")) {
                return "k0s";
            }
            if ("kubernetes".equals(container.getName()) || repository.startsWith("kube-apiserver")) {
                return "k8s";
            }
        }
        if (chart == null) {
            return null;
        }
        for (String distro : List.of("k8s", "k0s", "eks")) {
            if (chart.startsWith("vcluster-" + distro + "-")) {
                return distro;
            }
        }
        return null;
    }

    private static List<Container> containers(@Nullable PodTemplateSpec template) {
        if (template == null || template.getSpec() == null) {
            return List.of();
        }
        List<Container> all = new ArrayList<>(Lists.orEmpty(template.getSpec().getContainers()));
        all.addAll(Lists.orEmpty(template.getSpec().getInitContainers()));
        return all;
    }
}
