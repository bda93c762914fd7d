package dev.sublet.simulator.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that starts at a moment and runs a number of times as fast as another. Thread-safe. */
public final class FastClock extends Clock {
    private final Clock real;
    private final Instant realStart;
    private final Instant start;
    private final double speed;

    public FastClock(Clock real, Instant start, double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed is " + speed + "; give a number above 0");
        }
        this.real = real;
        this.realStart = real.instant();
        this.start = start;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        double elapsedMs = Duration.between(realStart, real.instant()).toMillis() * speed;
        return start.plusMillis((long) elapsedMs);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new FastClock(real.withZone(zone), instant(), speed);
    }
}
