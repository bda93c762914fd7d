package dev.sublet.bot.inside;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/**
 * An object that belongs inside a virtual cluster. Immutable, but for the object, which nobody may change.
 *
 * @param addOn what it is a part of
 * @param namespace where it belongs when its kind is namespaced
 */
public record Addition(String addOn, String namespace, GenericKubernetesResource object) {
    boolean isDefinition() {
        return object.getKind().equals("CustomResourceDefinition");
    }

    /** Whether other objects' kinds come from it, a moment after it is there. */
    boolean isTemplate() {
        return Templates.are(object.getApiVersion(), object.getKind());
    }
}
