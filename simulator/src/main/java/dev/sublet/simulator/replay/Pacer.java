package dev.sublet.simulator.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Decides when a moment of the recording is due in real time. */
@FunctionalInterface
public interface Pacer {
    /** Returns when {@code moment} is due. Moments come in order. */
    void await(Instant moment);

    /** Everything is due at once. */
    static Pacer asFastAsPossible() {
        return moment -> {};
    }

    /** Real time divided by {@code speed}; 1 replays a minute in a minute. The first moment is due at once. */
    static Pacer atSpeed(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed is " + speed + "; give a number above 0");
        }
        return new Pacer() {
            private @Nullable Instant first;
            private long startedNanos;

            @Override
            public void await(Instant moment) {
                if (first == null) {
                    first = moment;
                    startedNanos = System.nanoTime();
                }
                long dueNanos = (long) (Duration.between(first, moment).toNanos() / speed);
                for (long left = dueNanos; left > 0; left = dueNanos - (System.nanoTime() - startedNanos)) {
                    LockSupport.parkNanos(left);
                    if (Thread.currentThread().isInterrupted()) {
                        throw new ReplayException("the replay was interrupted; replay again, it goes on where it was");
                    }
                }
            }
        };
    }
}
