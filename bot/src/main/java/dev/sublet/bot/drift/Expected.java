package dev.sublet.bot.drift;

import dev.sublet.bot.inside.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/** An object that should be there as it says. Immutable, but for the object, which nobody may change. */
record Expected(Kind kind, GenericKubernetesResource object, Way way) {
    /** How the object came there, and so how it is compared and put right. */
    enum Way {
        /** Applied by the operator, whose spec nobody else has a say in: what others added is drift too. */
        OWN,
        /** Applied by the operator; fields that it does not name are others'. */
        APPLIED,
        /** Made by Helm, which does not apply on the server's side. */
        RELEASED
    }

    String key() {
        return kind.apiVersion() + "/" + kind.kind() + "/"
                + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}
