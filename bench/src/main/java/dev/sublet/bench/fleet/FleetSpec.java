package dev.sublet.bench.fleet;

/**
 * Which pods: equal values give equal pods. {@code pods} places are filled at (nearly) every moment, with long-lived pods
 * or with jobs one after the other. {@code startS} is a UTC midnight.
 */
public record FleetSpec(long seed, int pods, int days, long startS, Profile profile) {
    public static final long DAY_S = 86_400;

    public FleetSpec {
        if (pods < 1 || days < 1 || startS % DAY_S != 0) {
            throw new IllegalArgumentException(
                    "a fleet needs pods, days and a midnight to start at, not " + pods + ", " + days + ", " + startS);
        }
    }

    public long endS() {
        return startS + days * DAY_S;
    }

    public long minutes() {
        return days * DAY_S / 60;
    }

    public int nodes() {
        return (pods + 29) / 30;
    }

    public int vclusters() {
        return Math.max(1, pods / 25);
    }
}
