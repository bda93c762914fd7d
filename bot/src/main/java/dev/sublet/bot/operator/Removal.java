package dev.sublet.bot.operator;

import dev.sublet.bot.resource.VirtualCluster;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;

/** Takes a virtual cluster down. Implementations are thread-safe. */
interface Removal {
    /**
     * Goes as far as it can now. The finalizer stays until nothing is left.
     *
     * @param draft the status, which the removal writes itself
     */
    DeleteControl step(VirtualCluster resource, StatusDraft draft, StepWatch watch);
}
