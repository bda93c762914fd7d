package dev.sublet.bot.drift;

import dev.sublet.bot.inside.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/**
 * An object that should be there as it says. Immutable, but for the object, which nobody may change.
 *
 * @param closed whether its spec is the operator's alone, so that what others added is drift too
 */
record Expected(Kind kind, GenericKubernetesResource object, boolean closed) {
    String key() {
        return kind.apiVersion() + "/" + kind.kind() + "/"
                + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}
