package dev.sublet.bench.ledger;

import dev.sublet.ledger.usage.Quanta;

/**
 * Rounds one pod's rows as the meter does: down to a multiple of the quantum, or of a power of two times it where a row
 * would have more steps than {@link Quanta} allows. What is left goes to the pod's next row in which something was used; the
 * last row gets all that makes a whole quantum. Not thread-safe.
 */
final class RowRounding {
    private final Carried cpu = new Carried(Quanta.CPU_CORE_MS, Quanta.CPU_STEPS);
    private final Carried memory = new Carried(Quanta.MEMORY_KIB, Quanta.MEMORY_STEPS);
    private final Carried rx = new Carried(Quanta.NETWORK_BYTES, Quanta.NETWORK_STEPS);
    private final Carried tx = new Carried(Quanta.NETWORK_BYTES, Quanta.NETWORK_STEPS);
    private long coreMs;

    /** The row's core-milliseconds, when the pod used so many core-nanoseconds since it began. */
    long cpuCoreMs(long nanosInAll, boolean last) {
        long usedMs = nanosInAll / 1_000_000 - coreMs;
        coreMs += usedMs;
        return cpu.take(usedMs, 1, last);
    }

    /** A mean over the row's seconds, so what is left is KiB times seconds. */
    long memoryKib(long meanBytes, long seconds, boolean last) {
        return memory.take(meanBytes / 1024 * seconds, seconds, last);
    }

    long rxBytes(long bytes, boolean last) {
        return rx.take(bytes, 1, last);
    }

    long txBytes(long bytes, boolean last) {
        return tx.take(bytes, 1, last);
    }

    private static final class Carried {
        private final long quantum;
        private final int steps;
        private long left;

        Carried(long quantum, int steps) {
            this.quantum = quantum;
            this.steps = steps;
        }

        long take(long amount, long seconds, boolean last) {
            left += amount;
            if (amount == 0 && !last) {
                return 0;
            }
            long step = last ? quantum : Quanta.step(left / seconds, quantum, steps);
            long handed = left / seconds / step * step;
            left -= handed * seconds;
            return handed;
        }
    }
}
