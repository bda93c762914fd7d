package dev.sublet.ledger;

import java.time.Duration;

/**
 * The bounds of one ledger; every one is named in the message that tells of reaching it.
 *
 * @param memoryLimitBytes memory that the store may use beside the Java heap, commits and queries together
 * @param spillLimitBytes disk that large queries may use below the ledger's folder
 * @param minFreeBytes free disk space below which nothing more is written, so that the store is never cut short
 * @param checkpointBytes size of the write-ahead log at which it is folded into the store when no commit waits
 * @param queueCapacity commits that may wait for the writer
 * @param queueWait how long a commit waits for a place in that queue
 * @param maxReaders queries at the same time
 * @param readerWait how long a query waits for its turn
 * @param lockWait how long to wait for another command that only reads; a daemon is not waited for
 */
public record LedgerSettings(
        long memoryLimitBytes,
        long spillLimitBytes,
        long minFreeBytes,
        long checkpointBytes,
        int queueCapacity,
        Duration queueWait,
        int maxReaders,
        Duration readerWait,
        Duration lockWait) {
    private static final long MIB = 1L << 20;

    public LedgerSettings {
        atLeast("ledger.memoryLimitBytes", memoryLimitBytes, 64 * MIB);
        atLeast("ledger.spillLimitBytes", spillLimitBytes, 0);
        atLeast("ledger.minFreeBytes", minFreeBytes, 0);
        atLeast("ledger.checkpointBytes", checkpointBytes, 64 << 10);
        atLeast("ledger.queueCapacity", queueCapacity, 1);
        notNegative("ledger.queueWait", queueWait);
        atLeast("ledger.maxReaders", maxReaders, 1);
        notNegative("ledger.readerWait", readerWait);
        notNegative("ledger.lockWait", lockWait);
    }

    /** Right for a few thousand pods on a small machine. */
    public static LedgerSettings defaults() {
        return new LedgerSettings(
                512 * MIB,
                2_048 * MIB,
                256 * MIB,
                8 * MIB,
                256,
                Duration.ofSeconds(10),
                4,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    private static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(key + " is " + value + "; it must be at least " + least);
        }
    }

    private static void notNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(key + " is " + value + "; it must not be negative");
        }
    }
}
