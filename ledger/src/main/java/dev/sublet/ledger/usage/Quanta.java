package dev.sublet.ledger.usage;

/**
 * The units that usage is rounded to when it is first written, so that a bill is the same before sealing, after it and
 * after compaction. Each column is telescoping: what a row's rounding leaves goes to the next row of the pod, so the error
 * over a pod's life is below one quantum.
 *
 * <p>A final row holds a whole multiple of these. A row that holds much is rounded coarser still, to a power of two times
 * the quantum, so that it has at most as many steps as named here: a pod that uses a whole core needs no 50 core-ms.
 */
public final class Quanta {
    public static final long CPU_CORE_MS = 50;
    public static final long MEMORY_KIB = 1024;
    public static final long NETWORK_BYTES = 16 * 1024;
    public static final long VOLUME_KIB = 1024;

    /** Most steps that a row's CPU has: it is exact to 1/64 of the row, and what is left goes to the next. */
    public static final int CPU_STEPS = 64;

    public static final int MEMORY_STEPS = 64;
    public static final int NETWORK_STEPS = 32;

    private Quanta() {}

    /** The power of two times the quantum that gives a value fewer steps than named. */
    public static long step(long value, long quantum, int steps) {
        long step = quantum;
        while (value / step >= steps) {
            step *= 2;
        }
        return step;
    }

    /** Whether a row is in whole quanta, as final rows are. */
    public static boolean areWhole(UsageRow row) {
        return row.cpuCoreMs() % CPU_CORE_MS == 0
                && row.memoryKib() % MEMORY_KIB == 0
                && row.networkRxBytes() % NETWORK_BYTES == 0
                && row.networkTxBytes() % NETWORK_BYTES == 0
                && row.volumeKib() % VOLUME_KIB == 0;
    }
}
