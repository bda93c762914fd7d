package dev.sublet.bot.work;

/** Is told of every step, before it begins and when it is done. Thread-safe. */
public interface StepWatch {
    /** Tells nobody. */
    StepWatch NONE = (virtualCluster, step, moment) -> {};

    /**
     * A step begins or is done.
     *
     * @param virtualCluster namespace/name
     */
    void at(String virtualCluster, String step, Moment moment);

    /** When. */
    enum Moment {
        BEFORE,
        AFTER
    }
}
