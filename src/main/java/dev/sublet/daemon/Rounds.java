package dev.sublet.daemon;

import dev.sublet.collector.Collector;
import dev.sublet.http.Health;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ticks a collector at whole multiples of its interval until it is told to stop. {@link #run} belongs to one thread. */
public final class Rounds implements Health {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final int STALE_INTERVALS = 3;
    private static final Duration STALE_MIN = Duration.ofSeconds(90);

    private final Collector collector;
    private final Duration interval;
    private final Clock clock;
    private final long startedS;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean ticked;
    private volatile boolean ticking;

    public Rounds(Collector collector, Duration interval, Clock clock) {
        this.collector = collector;
        this.interval = interval;
        this.clock = clock;
        this.startedS = clock.instant().getEpochSecond();
    }

    /** Returns after {@link #stop}, or when interrupted: then the tick under way is in the ledger as a whole or not at all. */
    public void run() {
        try {
            while (stop.getCount() > 0) {
                ticking = true;
                collector.tick().ifPresent(batch -> {
                    ticked = true;
                    LOG.info(
                            "event=tick at_s={} nodes={} answered={} pods={} vclusters={}",
                            batch.atS(),
                            collector.stats().nodes(),
                            collector.stats().answered(),
                            collector.stats().pods(),
                            collector.stats().vclusters());
                    if (!collector.stats().interrupted().isEmpty()) {
                        LOG.warn(
                                "event=watch_down kinds=\"{}\"",
                                collector.stats().interrupted());
                    }
                });
                ticking = false;
                if (stop.await(untilNextMs(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.info("event=tick_broken_off");
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a tick is being made; for any thread. */
    public boolean ticking() {
        return ticking;
    }

    /** No further tick begins. */
    public void stop() {
        stop.countDown();
    }

    /** A tick that took longer than the interval costs the ticks it ran over, no more. */
    private long untilNextMs() {
        return interval.toMillis() - Math.floorMod(clock.millis(), interval.toMillis());
    }

    @Override
    public Optional<String> illness() {
        int waiting = collector.stats().uncommittedTicks();
        if (waiting > 0) {
            return Optional.of(waiting + " ticks wait because the ledger cannot be written");
        }
        long nowS = clock.instant().getEpochSecond();
        long ageS = nowS - Math.max(startedS, collector.stats().lastTickS());
        long staleS = Math.max(STALE_MIN.toSeconds(), STALE_INTERVALS * interval.toSeconds());
        return ageS > staleS
                ? Optional.of("the last tick is " + ageS + " s ago, at an interval of " + interval.toSeconds() + " s")
                : Optional.empty();
    }

    @Override
    public Optional<String> notReady() {
        return ticked ? Optional.empty() : Optional.of("there was no tick since the start");
    }
}
