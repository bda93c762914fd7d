package dev.sublet.collector.meter;

import dev.sublet.collector.kubelet.NodeSummary.Counter;
import java.util.ArrayDeque;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares a node's own counter of all pods with the pods that were seen there. What it shows beyond them is unseen
 * usage, such as that of a job that lived and died between two looks. Counters on a node are read at times cut to whole
 * seconds and differ by up to half a minute, so the comparison is made at the node counter's own time, a surplus must
 * show in {@value #LOOKS} looks running, and must be above the larger of half a core-second and what the node's pods use in
 * one second.
 */
final class NodeMeter {
    private static final int LOOKS = 3;
    private static final double TOLERANCE_NANOS = 0.5e9;

    /** A surplus in nanoseconds as seen at a time; {@code certain} is without what pods are likely to explain later. */
    record Surplus(long atMs, long nanos, long certain) {
        Surplus less(long explained) {
            return new Surplus(atMs, nanos - explained, certain - explained);
        }
    }

    /** Unseen usage that is now certain. */
    record Unseen(long fromMs, long toMs, long nanos) {}

    private Track counter = new Track();
    private boolean based;
    private long baseAtMs = -1;
    private long baseNanos;
    private long goneNanos;
    private long reportedNanos;
    private ArrayDeque<Surplus> recent = new ArrayDeque<>();

    /** For reading it back. */
    NodeMeter() {}

    /** CPU of a pod that ended and is no longer among the live ones. */
    void podGone(long nanos) {
        goneNanos += nanos;
    }

    /**
     * Takes in the node's counter.
     *
     * @param watchedFromMs since when the pods on this node are metered
     * @param podsNanosAt what all live pods on the node had used at a time
     * @param lateNanos what those pods are likely to have used by now that no reading of theirs shows yet
     */
    void observe(Counter allPods, long watchedFromMs, LongUnaryOperator podsNanosAt, long lateNanos) {
        if (!counter.isEmpty() && allPods.value() < counter.last().value()) {
            counter = new Track();
            based = false;
            baseAtMs = allPods.atMs();
            recent.clear();
        }
        if (!counter.isEmpty() && allPods.atMs() <= counter.last().atMs()) {
            return;
        }
        counter.add(allPods.atMs(), allPods.value());
        if (baseAtMs < 0) {
            baseAtMs = watchedFromMs;
        }
        if (!based && allPods.atMs() >= baseAtMs) {
            long at = Math.max(baseAtMs, counter.first().atMs());
            baseNanos = counter.at(at) - podsNanosAt.applyAsLong(at) - goneNanos - reportedNanos;
            based = true;
        }
        if (based) {
            long surplus = surplusNanos(podsNanosAt);
            recent.addLast(new Surplus(allPods.atMs(), surplus, surplus - lateNanos));
            while (recent.size() > LOOKS + 1) {
                recent.removeFirst();
            }
        }
    }

    boolean hasReading() {
        return !counter.isEmpty();
    }

    long lastMs() {
        return counter.last().atMs();
    }

    /** What the node's counter shows now beyond all pods and beyond what was reported, in core-nanoseconds. */
    long surplusNanos(LongUnaryOperator podsNanosAt) {
        long atMs = counter.last().atMs();
        return based
                ? counter.last().value() - baseNanos - podsNanosAt.applyAsLong(atMs) - goneNanos - reportedNanos
                : 0;
    }

    double toleranceNanos() {
        Double slope = counter.lastSlope();
        return Math.max(TOLERANCE_NANOS, slope == null ? 0 : slope * 1000);
    }

    /** Unseen usage that has now shown for long enough, or null. A lasting deficit is forgotten, not carried on. */
    @Nullable
    Unseen confirmed() {
        if (recent.size() <= LOOKS) {
            return null;
        }
        Surplus before = recent.getFirst();
        long least = recent.stream().skip(1).mapToLong(Surplus::certain).min().orElseThrow();
        long most = recent.stream().skip(1).mapToLong(Surplus::nanos).max().orElseThrow();
        if (most < -toleranceNanos()) {
            settle(most);
            return null;
        }
        if (least <= toleranceNanos()) {
            return null;
        }
        Surplus risen = recent.stream().skip(1).findFirst().orElseThrow();
        settle(least);
        return new Unseen(before.atMs(), risen.atMs(), least);
    }

    private void settle(long nanos) {
        reportedNanos += nanos;
        explained(nanos);
    }

    /** Part of what was confirmed as unseen was given to pods and counts as theirs from now on. */
    void given(long nanos) {
        reportedNanos -= nanos;
    }

    /** The surplus was explained by a pod: earlier observations of it go down with it. */
    void explained(long nanos) {
        ArrayDeque<Surplus> lowered = new ArrayDeque<>();
        recent.forEach(surplus -> lowered.addLast(surplus.less(nanos)));
        recent = lowered;
    }

    void write(StateWriter out) {
        counter.write(out);
        out.flag(based);
        out.millis(baseAtMs);
        out.number(baseNanos);
        out.number(goneNanos);
        out.number(reportedNanos);
        out.number(recent.size());
        for (Surplus surplus : recent) {
            out.millis(surplus.atMs());
            out.number(surplus.nanos());
            out.number(surplus.certain());
        }
    }

    static NodeMeter read(StateReader in) {
        NodeMeter read = new NodeMeter();
        read.counter = Track.read(in);
        read.based = in.flag();
        read.baseAtMs = in.millis();
        read.baseNanos = in.number();
        read.goneNanos = in.number();
        read.reportedNanos = in.number();
        for (int left = in.count(); left > 0; left--) {
            read.recent.addLast(new Surplus(in.millis(), in.number(), in.number()));
        }
        return read;
    }
}
