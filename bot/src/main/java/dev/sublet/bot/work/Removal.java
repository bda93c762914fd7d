package dev.sublet.bot.work;

import dev.sublet.bot.resource.VirtualCluster;

/** Takes a virtual cluster down. Implementations are thread-safe. */
public interface Removal {
    /**
     * Goes as far as it can now.
     *
     * @param draft the status, for progress
     * @param watch is told of each step
     * @return done when nothing is left and the resource itself may go; else what is waited for
     */
    Outcome step(VirtualCluster resource, StatusDraft draft, StepWatch watch);
}
