package dev.sublet.bot.inside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.AddOn;
import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.blueprint.Manifest;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.release.ReleaseOrder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a blueprint puts inside: labelled, with a namespace, in the order of its application. Stateless.
 *
 * <p>Objects and the pods that they make have the label {@link #LABEL}, which the syncer carries to the host's pods, so that an add-on can
 * be told from a tenant's work. A tenant can write that label too: it explains a pod, and never makes it cheaper.
 */
public final class Additions {
    /** Its value is the add-on's name. */
    public static final String LABEL = "sublet.dev/add-on";
    /** The label's value of policies. */
    public static final String POLICIES = "policies";

    private static final String POLICY_NAMESPACE = "default";
    private static final List<List<String>> POD_TEMPLATES =
            List.of(List.of("spec", "template"), List.of("spec", "jobTemplate", "spec", "template"));

    private Additions() {}

    /** Definitions first, then templates, which make kinds too, then each add-on, then policies. */
    public static List<Addition> of(Blueprint blueprint) {
        List<Addition> all = new ArrayList<>();
        for (AddOn addOn : blueprint.addOns()) {
            addOn.manifests().forEach(manifest -> all.add(addition(addOn.name(), addOn.namespace(), manifest)));
        }
        blueprint.insidePolicies().forEach(manifest -> all.add(addition(POLICIES, POLICY_NAMESPACE, manifest)));
        // Stable: what is alike stays in its order.
        all.sort(Comparator.comparing((Addition addition) -> !addition.isDefinition())
                .thenComparing(addition -> !addition.isTemplate()));
        return List.copyOf(all);
    }

    /** The release of an add-on that has a chart. */
    public static Optional<ReleaseOrder> order(AddOn addOn) {
        return Optional.ofNullable(addOn.chart())
                .map(chart -> new ReleaseOrder(
                        addOn.namespace(), addOn.name(), chart, chart.versions().get(0), addOn.values()));
    }

    private static Addition addition(String addOn, String namespace, Manifest manifest) {
        ObjectNode object = manifest.object().deepCopy();
        ObjectNode metadata = object.withObjectProperty("metadata");
        label(metadata, addOn);
        metadata.withObjectProperty("labels").put(Labels.MANAGED_BY, Labels.SUBLET);
        String own = metadata.path("namespace").asText();
        for (List<String> path : POD_TEMPLATES) {
            JsonNode template = object;
            for (String key : path) {
                template = template.path(key);
            }
            if (template instanceof ObjectNode pods && pods.has("spec")) {
                label(pods.withObjectProperty("metadata"), addOn);
            }
        }
        return new Addition(addOn, own.isEmpty() ? namespace : own, generic(object));
    }

    private static void label(ObjectNode metadata, String addOn) {
        metadata.withObjectProperty("labels").put(LABEL, addOn);
    }

    /** In its namespace when its kind has one. */
    public static GenericKubernetesResource place(Addition addition, Kind kind) {
        return in(addition.object(), kind.namespaced() ? addition.namespace() : null);
    }

    static GenericKubernetesResource in(GenericKubernetesResource object, @Nullable String namespace) {
        GenericKubernetesResource placed = Serialization.clone(object);
        placed.getMetadata().setNamespace(namespace);
        return placed;
    }

    public static GenericKubernetesResource generic(JsonNode object) {
        return Serialization.unmarshal(object.toString(), GenericKubernetesResource.class);
    }
}
