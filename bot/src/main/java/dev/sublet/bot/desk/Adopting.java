package dev.sublet.bot.desk;

import dev.sublet.bot.action.Request;
import dev.sublet.bot.adopt.AdoptionPlan;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.upgrade.Targets;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;

/** Gives a namespace to the operator and asks for its VirtualCluster. Thread-safe. */
record Adopting(KubernetesClient client, String namespace) {
    VirtualCluster adopt(AdoptionPlan plan, Asker asker) {
        if (!plan.refusals().isEmpty()) {
            throw new RefusedException(
                    plan.namespace() + "/" + plan.name() + " cannot be adopted: " + String.join("; ", plan.refusals()));
        }
        VirtualCluster wanted = new VirtualCluster();
        wanted.getMetadata().setName(plan.name());
        wanted.getMetadata().setNamespace(namespace);
        wanted.getMetadata()
                .setAnnotations(Map.of(
                        Request.ANNOTATION,
                        Patching.request("adopt", asker, null),
                        Targets.ADOPTED_REVISION,
                        Integer.toString(plan.revision())));
        wanted.setSpec(plan.spec());
        // The namespace first: without its labels the operator would refuse to touch it. Asked again, nothing happens
        // twice.
        label(plan, Labels.common(namespace, plan.name()));
        try {
            return client.resource(wanted).create();
        } catch (KubernetesClientException e) {
            Map<String, String> none = new HashMap<>();
            Labels.common(namespace, plan.name()).keySet().forEach(key -> none.put(key, null));
            label(plan, none);
            throw Patching.refusal(e, "create", plan.name());
        }
    }

    private void label(AdoptionPlan plan, Map<String, String> labels) {
        try {
            client.namespaces()
                    .withName(plan.namespace())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            Serialization.asJson(Map.of("metadata", Map.of("labels", labels))));
        } catch (KubernetesClientException e) {
            throw Patching.refusal(e, "label", plan.namespace());
        }
    }
}
