package dev.sublet.bot.work;

import java.util.function.Function;

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

    /** A step that is one function. */
    static Step of(String name, Function<Work, Outcome> run) {
        return new Step() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Outcome run(Work work) {
                return run.apply(work);
            }
        };
    }
}
