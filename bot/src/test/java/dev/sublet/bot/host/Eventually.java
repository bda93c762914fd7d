package dev.sublet.bot.host;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process or thread does. */
public final class Eventually {
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private Eventually() {}

    public static void isTrue(Duration limit, Supplier<String> message, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNanos) {
                throw new AssertionError(message.get());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
