package dev.sublet.ledger;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/**
 * The bounds of one ledger; every one is named in the message that tells of reaching it.
 *
 * @param memoryLimitBytes memory that the store may use beside the Java heap, commits and queries together
 * @param spillLimitBytes disk that large queries may use below the ledger's folder
 * @param minFreeBytes free disk space below which nothing more is written, so that the store is never cut short
 * @param checkpointBytes size of the write-ahead log at which it is folded into the store when no commit waits; an eighth of
 *     {@code memoryLimitBytes} when that is less
 * @param queueCapacity commits that may wait for the writer
 * @param queueWait how long a commit waits for a place in that queue
 * @param maxReaders queries at the same time
 * @param readerWait how long a query waits for its turn
 * @param lockWait how long to wait for another command that only reads; a daemon is not waited for
 * @param sealing when and in what pieces rows become sealed files
 * @param retention how long rows are kept
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
        Duration lockWait,
        Sealing sealing,
        Retention retention) {
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

    /** With the standard times for sealing and retention. */
    public LedgerSettings(
            long memoryLimitBytes,
            long spillLimitBytes,
            long minFreeBytes,
            long checkpointBytes,
            int queueCapacity,
            Duration queueWait,
            int maxReaders,
            Duration readerWait,
            Duration lockWait) {
        this(
                memoryLimitBytes,
                spillLimitBytes,
                minFreeBytes,
                checkpointBytes,
                queueCapacity,
                queueWait,
                maxReaders,
                readerWait,
                lockWait,
                Sealing.defaults(),
                Retention.defaults());
    }

    public LedgerSettings withSealing(Sealing other) {
        return new LedgerSettings(
                memoryLimitBytes,
                spillLimitBytes,
                minFreeBytes,
                checkpointBytes,
                queueCapacity,
                queueWait,
                maxReaders,
                readerWait,
                lockWait,
                other,
                retention);
    }

    public LedgerSettings withRetention(Retention other) {
        return new LedgerSettings(
                memoryLimitBytes,
                spillLimitBytes,
                minFreeBytes,
                checkpointBytes,
                queueCapacity,
                queueWait,
                maxReaders,
                readerWait,
                lockWait,
                sealing,
                other);
    }

    /**
     * When and in what pieces rows become sealed files.
     *
     * @param hourAfter how long after its end an hour is sealed, so that late rows have their time
     * @param dayAfter how long after its end the hours of a day become one file
     * @param monthAfter how long after its end the days of a month become one file
     * @param rowsPerPart rows that a file holds at most; also what sealing holds in memory at once
     */
    public record Sealing(Duration hourAfter, Duration dayAfter, Duration monthAfter, int rowsPerPart) {
        public Sealing {
            notNegative("ledger.seal.hourAfter", hourAfter);
            notNegative("ledger.seal.dayAfter", dayAfter);
            notNegative("ledger.seal.monthAfter", monthAfter);
            atLeast("ledger.seal.rowsPerPart", rowsPerPart, 1);
        }

        public static Sealing defaults() {
            return new Sealing(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofDays(1), 1_000_000);
        }
    }

    /**
     * How long after the end of their month rows are kept; empty is for ever. Only whole months go. What a legal hold
     * covers stays, and so do hours and spans of a closed period.
     *
     * @param usage rows of usage, node usage and ticks; their hours go on answering
     * @param hours usage by the hour, and spans
     * @param audit audit events
     */
    public record Retention(Optional<Period> usage, Optional<Period> hours, Optional<Period> audit) {
        public Retention {
            positive("ledger.retention.usage", usage);
            positive("ledger.retention.hours", hours);
            positive("ledger.retention.audit", audit);
        }

        public static Retention defaults() {
            Optional<Period> yearAndMore = Optional.of(Period.ofDays(400));
            return new Retention(yearAndMore, Optional.empty(), yearAndMore);
        }

        private static void positive(String key, Optional<Period> value) {
            if (value.isPresent() && (value.get().isNegative() || value.get().isZero())) {
                throw new IllegalArgumentException(key + " is " + value.get() + "; it must be positive, or forever");
            }
        }
    }

    /** Right for a few thousand pods on a small machine. */
    public static LedgerSettings defaults() {
        return new LedgerSettings(
                512 * MIB,
                2_048 * MIB,
                256 * MIB,
                64 * MIB,
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
