package dev.sublet.endtoend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do. */
final class Eventually {
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private Eventually() {}

    static void isTrue(Duration limit, Supplier<String> otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
