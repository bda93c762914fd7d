package dev.sublet.simulator.scenario;

import dev.sublet.simulator.api.KubeKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An API object appears, changes or goes at a second. {@code object} makes it as it then is; null means that it goes.
 */
record FleetEvent(
        long atS,
        KubeKind kind,
        String namespace,
        String name,
        @Nullable Supplier<HasMetadata> object) {
    String key() {
        return kind + "/" + namespace + "/" + name;
    }
}
