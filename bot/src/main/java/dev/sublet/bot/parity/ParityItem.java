package dev.sublet.bot.parity;

/**
 * One thing that differs. Immutable.
 *
 * @param what it is about
 * @param reference how it is there
 * @param vcluster how it is here
 * @param remedy what to do
 */
public record ParityItem(String what, String reference, String vcluster, Weight weight, String remedy) {
    /** How bad it is, and what it takes from the score. */
    public enum Weight {
        /** A test here says little about there. */
        BAD(15),
        /** Some workloads behave otherwise. */
        FAIR(5),
        /** Seldom noticed. */
        SMALL(1);

        private final int points;

        Weight(int points) {
            this.points = points;
        }

        int points() {
            return points;
        }
    }
}
