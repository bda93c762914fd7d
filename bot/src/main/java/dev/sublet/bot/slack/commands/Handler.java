package dev.sublet.bot.slack.commands;

/** Carries out requests of one sort and answers them. Implementations are thread-safe. */
@FunctionalInterface
public interface Handler {
    /**
     * Does it.
     *
     * @throws dev.sublet.bot.plan.RefusedException with a sentence for the person
     */
    void handle(Ask ask);
}
