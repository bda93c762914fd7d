package dev.sublet.bench.fleet;

/** What kind of pods a fleet has, so that nothing is tuned to one sample. */
public enum Profile {
    /** Sizes from 3 millicores to 2 cores, few jobs, a look a minute. */
    BUSY(0.10, 0.05, 60),
    /** Mostly idle pods and a fleet of CI jobs of some minutes each, a look every 20 s. */
    IDLE(0.25, 0.02, 20);

    private final double jobs;
    private final double restarting;
    private final long intervalS;

    Profile(double jobs, double restarting, long intervalS) {
        this.jobs = jobs;
        this.restarting = restarting;
        this.intervalS = intervalS;
    }

    double jobs() {
        return jobs;
    }

    double restarting() {
        return restarting;
    }

    /** Seconds between two looks; rows are cut at whole minutes all the same. */
    public long intervalS() {
        return intervalS;
    }
}
