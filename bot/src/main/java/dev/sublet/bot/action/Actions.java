package dev.sublet.bot.action;

/** Keeps actions. Implementations are thread-safe. */
@FunctionalInterface
public interface Actions {
    /** Keeps nothing. */
    Actions NONE = action -> {};

    /** When it returns, the action is kept for good. One that is told twice is kept once. */
    void record(Action action);
}
