package dev.sublet.bench.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What an iteration cost beside its time; JMH reports it as numbers of its own. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Cost {
    /** CPU of the whole process for each row, in microseconds. */
    public double cpuMicrosPerRow;

    /** The most that was resident during the iteration. */
    public double peakMegabytes;
}
