package dev.sublet.collector.watch;

import dev.sublet.collector.facts.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of all kinds in the order in which they were seen, between the watches' threads and the collector's round.
 * Nothing is dropped when it is full: the watches wait, and go on from where they were once it is drained. Thread-safe.
 */
final class ChangeQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeQueue.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final int changesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private List<Change> changes = new ArrayList<>();
    private boolean closed;
    private int blocked;

    ChangeQueue(int changesMax) {
        this.changesMax = changesMax;
    }

    void add(Change change) {
        lock.lock();
        try {
            if (changes.size() >= changesMax && !closed) {
                LOG.warn(
                        "The queue of changes is full ({}); the watches wait for the next round. If this lasts, raise"
                                + " collector.watch.changesMax",
                        changesMax);
            }
            blocked++;
            while (changes.size() >= changesMax && !closed) {
                moved.awaitUninterruptibly();
            }
            blocked--;
            if (!closed) {
                changes.add(change);
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    List<Change> drain() {
        lock.lock();
        try {
            List<Change> drained = changes;
            changes = new ArrayList<>();
            moved.signalAll();
            return drained;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return changes.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether some watch waits for room. */
    boolean isBlocked() {
        lock.lock();
        try {
            return blocked > 0 && changes.size() >= changesMax;
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of whoever waits; what is added from now on is dropped. */
    void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a condition holds that changes with the watches' progress. It is looked at after each change, and every
     * few milliseconds too, since a bookmark moves a watch on without a change.
     */
    boolean await(BooleanSupplier condition, long timeoutNanos) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutNanos;
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                moved.awaitNanos(Math.min(left, LOOK_AGAIN_NANOS));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
