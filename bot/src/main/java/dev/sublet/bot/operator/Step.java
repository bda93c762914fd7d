package dev.sublet.bot.operator;

/**
 * One step on a VirtualCluster's way. Steps are idempotent and may be killed anywhere: they look at what is there, not at what an earlier
 * run remembered. Implementations are thread-safe.
 */
public interface Step {
    /** For messages, metrics and conditions: one word. */
    String name();

    /**
     * Does what is left to do.
     *
     * @throws dev.sublet.bot.plan.RefusedException when a person has to decide
     */
    Outcome run(Work work);
}
