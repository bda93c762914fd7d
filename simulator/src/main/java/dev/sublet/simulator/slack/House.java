package dev.sublet.simulator.slack;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The one lock of a workspace, its clock, and word of each change. All that a workspace holds is guarded by it. */
final class House {
    private static final int LISTENERS_MAX = 64;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong();
    private long lastMicros;
    private long lastId;

    House(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    /** Does this alone, then tells whoever waits or listens. */
    <T> T change(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            changed.signalAll();
            lock.unlock();
            long now = version.incrementAndGet();
            listeners.forEach(listener -> listener.accept(now));
        }
    }

    void alter(Runnable work) {
        change(() -> {
            work.run();
            return true;
        });
    }

    <T> T read(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Grows with each change. */
    long version() {
        return version.get();
    }

    /** Waits until there is an answer, looking after each change; empty when the time is over. */
    <T> Optional<T> await(Duration atMost, Supplier<Optional<T>> question) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (true) {
                Optional<T> answer = question.get();
                if (answer.isPresent() || left <= 0) {
                    return answer;
                }
                // Not every condition is about what this lock guards, so it is looked at from time to time anyhow.
                long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(50));
                left -= slice - Math.max(0, changed.awaitNanos(slice));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Told the version after each change, on the thread that made it; must be quick. */
    AutoCloseable listen(LongConsumer listener) {
        if (listeners.size() >= LISTENERS_MAX) {
            throw new IllegalStateException("more than " + LISTENERS_MAX + " listeners; close a page");
        }
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A message's timestamp: seconds and microseconds, unlike any before it. */
    String ts() {
        long micros = TimeUnit.MILLISECONDS.toMicros(clock.millis());
        lastMicros = Math.max(micros, lastMicros + 1);
        return lastMicros / 1_000_000 + "." + String.format("%06d", lastMicros % 1_000_000);
    }

    /** An identifier in Slack's shape that says a little about what it names. */
    String id(String prefix, String name) {
        String word = name.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return prefix + word.substring(0, Math.min(6, word.length())) + String.format("%05d", ++lastId);
    }

    /** Unlike any other; not a secret. */
    String token(String prefix) {
        return prefix + clock.instant().getEpochSecond() + "." + ++lastId + "."
                + String.format("%08x", (lastId * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
