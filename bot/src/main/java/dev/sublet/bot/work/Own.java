package dev.sublet.bot.work;

import dev.sublet.bot.plan.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** Whose an object on the host is. Stateless. */
public final class Own {
    private Own() {}

    /** Whether the operator made it for this VirtualCluster. */
    public static boolean is(String namespace, String name, HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null
                && Labels.SUBLET.equals(labels.get(Labels.MANAGED_BY))
                && name.equals(labels.get(Labels.VIRTUAL_CLUSTER))
                && namespace.equals(labels.get(Labels.VIRTUAL_CLUSTER_NAMESPACE));
    }
}
