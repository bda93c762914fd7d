package dev.sublet.bench.fleet;

import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One place in a fleet and the pods that fill it one after the other; steps through time a minute at a time. A pod's load is
 * a size times a daily wave, a mean-reverting walk, bursts and noise. Counters are exact: core-nanoseconds and bytes since
 * the pod began. Not thread-safe.
 */
public final class Place {
    private static final long MINUTE_S = 60;
    private static final long PAGE = 4096;
    private static final double TAU = 2 * Math.PI;

    private final FleetSpec spec;
    private final int place;
    private final SplittableRandom random;
    private final Kind kind;
    private @Nullable Life life;
    private long nextStartS;
    private int lives;

    private double cores;
    private double wave;
    private double phase;
    private double noise;
    private double walk;
    private double burst = 1;
    private int burstLeft;
    private double rxPerLoad;
    private double txPerRx;
    private double memoryBase;
    private double memoryWalk;

    private long pieceFromS;
    private long pieceToS;
    private boolean began;
    private boolean ended;
    private long cpuNanos;
    private long cpuNanosAtRestart;
    private long memoryBytes;
    private long meanMemoryBytes;
    private long rxBytes;
    private long txBytes;

    private enum Kind {
        SERVICE,
        RESTARTING,
        JOBS
    }

    Place(FleetSpec spec, int place) {
        this.spec = spec;
        this.place = place;
        this.random = new SplittableRandom(spec.seed() * 1_000_003 + place);
        double which = random.nextDouble();
        Profile profile = spec.profile();
        this.kind = which < profile.jobs()
                ? Kind.JOBS
                : which < profile.jobs() + profile.restarting() ? Kind.RESTARTING : Kind.SERVICE;
        this.nextStartS = spec.startS() + (kind == Kind.JOBS ? random.nextInt(900) : 0);
    }

    /** Moves on by the minute that begins at the given second. */
    void minute(long fromS) {
        began = false;
        ended = false;
        pieceFromS = fromS;
        pieceToS = fromS;
        if (life == null && nextStartS < fromS + MINUTE_S) {
            begin(nextStartS);
        }
        Life now = life;
        if (now == null) {
            return;
        }
        pieceFromS = Math.max(fromS, now.startS());
        pieceToS = Math.min(fromS + MINUTE_S, now.endS());
        use(pieceToS - pieceFromS, fromS);
        if (now.endS() <= fromS + MINUTE_S && !now.outlives()) {
            ended = true;
            nextStartS = fromS + MINUTE_S + pause();
        }
    }

    /** The pod that this minute belongs to; call {@link #forget} once an ended one is dealt with. */
    public @Nullable Life life() {
        return life;
    }

    void forget() {
        if (ended) {
            life = null;
        }
    }

    /** Whether the pod was there for a second of this minute: {@code [pieceFromS, pieceToS)}. */
    public boolean present() {
        return pieceToS > pieceFromS;
    }

    public long pieceFromS() {
        return pieceFromS;
    }

    public long pieceToS() {
        return pieceToS;
    }

    public boolean began() {
        return began;
    }

    public boolean ended() {
        return ended;
    }

    /** Core-nanoseconds since the pod began, container restarts included. */
    public long cpuNanos() {
        return cpuNanos;
    }

    /** What the container's own counter shows: it begins again at each restart. */
    public long containerCpuNanos() {
        return cpuNanos - cpuNanosAtRestart;
    }

    public long memoryBytes() {
        return memoryBytes;
    }

    /** Mean of this minute and the one before, as a meter that sees both ends would take it. */
    public long meanMemoryBytes() {
        return meanMemoryBytes;
    }

    public long rxBytes() {
        return rxBytes;
    }

    public long txBytes() {
        return txBytes;
    }

    private void begin(long startS) {
        began = true;
        lives++;
        cpuNanos = 0;
        cpuNanosAtRestart = 0;
        rxBytes = 0;
        txBytes = 0;
        walk = 0;
        memoryWalk = 0;
        boolean idle = spec.profile() == Profile.IDLE && kind != Kind.JOBS;
        cores = idle ? logUniform(0.0002, 0.02) : logUniform(0.003, 2);
        wave = random.nextDouble() * 0.6;
        phase = random.nextDouble();
        noise = 0.05 + random.nextDouble() * (idle ? 0.1 : 0.25);
        memoryBase = logUniform(12, idle ? 512 : 4096) * 1024 * 1024;
        rxPerLoad = random.nextInt(10) == 0 ? 0 : logUniform(20, idle ? 2_000 : 300_000);
        txPerRx = logUniform(0.1, 3);
        memoryBytes = pages(memoryBase);
        long lastsS = kind == Kind.JOBS
                ? (long) logUniform(90, spec.profile() == Profile.IDLE ? 900 : 7_200)
                : (long) (-Math.log(1 - random.nextDouble()) * (12 * FleetSpec.DAY_S)) + 3_600;
        long endS = Math.min(startS + lastsS, spec.endS());
        int vcluster = (int) (spec.vclusters() * Math.pow(random.nextDouble(), 1.6));
        String app = (kind == Kind.JOBS ? "job-" : "app-") + place;
        String suffix = Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
        life = new Life(
                place,
                lives,
                startS,
                endS,
                startS + lastsS >= spec.endS(),
                new UUID(random.nextLong(), random.nextLong()).toString(),
                app + "-" + suffix.substring(0, Math.min(10, suffix.length())) + "-x-default-x-team-" + vcluster,
                vcluster,
                random.nextInt(spec.nodes()),
                kind == Kind.JOBS ? "Job" : kind == Kind.RESTARTING ? "StatefulSet" : "Deployment",
                request(cores * (0.5 + random.nextDouble() * 1.5) * 1000, 5),
                request(memoryBase * (0.6 + random.nextDouble()) / 1024, 16_384));
    }

    private void use(long seconds, long atS) {
        if (burstLeft > 0) {
            burstLeft--;
        } else if (random.nextInt(120) == 0) {
            burstLeft = 1 + random.nextInt(10);
            burst = 1.5 + random.nextDouble() * 5;
        } else {
            burst = 1;
        }
        walk = walk * 0.995 + gauss() * 0.03;
        double day = 1 + wave * Math.sin(TAU * ((double) atS / FleetSpec.DAY_S + phase));
        double load = day * Math.exp(walk) * burst * Math.max(0.02, 1 + noise * gauss());
        cpuNanos += (long) (Math.min(cores * load, 8) * seconds * 1e9);
        if (kind == Kind.RESTARTING && random.nextInt(240) == 0) {
            cpuNanosAtRestart = cpuNanos;
            memoryWalk = 0;
        }
        long before = memoryBytes;
        if (random.nextInt(3) > 0) {
            memoryWalk = memoryWalk * 0.998 + gauss() * 0.004;
        }
        memoryBytes = pages(memoryBase * Math.exp(memoryWalk) * (1 + 0.02 * (burst - 1)));
        meanMemoryBytes = (before + memoryBytes) / 2;
        if (rxPerLoad > 0) {
            double rx = rxPerLoad * load * Math.max(0, 1 + 0.2 * gauss()) * seconds;
            rxBytes += (long) rx;
            txBytes += (long) (rx * txPerRx * Math.max(0, 1 + 0.1 * gauss()));
        }
    }

    private long pause() {
        return kind == Kind.JOBS ? (long) logUniform(5, 600) : random.nextInt(20);
    }

    private double logUniform(double low, double high) {
        return low * Math.exp(random.nextDouble() * Math.log(high / low));
    }

    /** About normal with deviation 1: the sum of four uniform numbers, which is quick. */
    private double gauss() {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
        return (sum - 2) * 1.7320508;
    }

    private static long pages(double bytes) {
        long pages = (long) (bytes / PAGE);
        return pages * PAGE;
    }

    /** Requests are round numbers: the least one times a power of two. */
    private static long request(double wanted, long least) {
        long size = least;
        while (size * 2 < wanted) {
            size *= 2;
        }
        return size;
    }
}
