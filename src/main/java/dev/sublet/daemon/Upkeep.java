package dev.sublet.daemon;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper;
import dev.sublet.ledger.seal.UpkeepStep;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals, compacts and retires beside the ticks: a thread that does one bounded piece at a time, none while a tick is being
 * made, and rests after each as long as it took, so that half of its core is left to others. A failure is logged when it
 * begins and when a round ends without one, not each time. {@link #stats} is for any thread.
 */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    /**
     * How it waits.
     *
     * @param idle after nothing was due, or a failure
     * @param restMax longest rest after a piece
     * @param tick how often to look whether the tick is over
     * @param count how often to count what lies sealed while there is work
     */
    record Pace(Duration idle, Duration restMax, Duration tick, Duration count) {
        static final Pace USUAL =
                new Pace(Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofSeconds(15));
    }

    private final LedgerKeeper keeper;
    private final Supplier<SealedTotals> totals;
    private final BooleanSupplier ticking;
    private final Clock clock;
    private final Pace pace;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile UpkeepStats stats = UpkeepStats.none();
    /** What failed last, without its numbers: free bytes and times differ each time. Empty while all is well. */
    private String failure = "";

    private long countedAtNanos;

    Upkeep(LedgerKeeper keeper, Supplier<SealedTotals> totals, BooleanSupplier ticking, Clock clock, Pace pace) {
        this.keeper = keeper;
        this.totals = totals;
        this.ticking = ticking;
        this.clock = clock;
        this.pace = pace;
        this.thread = new Thread(this::work, "upkeep");
        thread.setDaemon(true);
    }

    /** Begins, and shows in the registry how it goes; {@code ticking} says whether a tick is being made. */
    public static Upkeep start(Ledger ledger, BooleanSupplier ticking, Clock clock, PrometheusRegistry registry) {
        Upkeep upkeep = new Upkeep(ledger, () -> SealedTotals.count(ledger), ticking, clock, Pace.USUAL);
        UpkeepMetrics.register(registry, upkeep::stats);
        upkeep.start();
        return upkeep;
    }

    void start() {
        thread.start();
    }

    UpkeepStats stats() {
        return stats;
    }

    boolean isStopping() {
        return stop.getCount() == 0;
    }

    private void work() {
        try {
            count();
            while (!isStopping()) {
                if (ticking.getAsBoolean()) {
                    rest(pace.tick());
                    continue;
                }
                long startedNanos = System.nanoTime();
                if (piece()) {
                    Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
                    rest(took.compareTo(pace.restMax()) < 0 ? took : pace.restMax());
                } else {
                    count();
                    rest(pace.idle());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does one piece; false when nothing was due or it failed. */
    private boolean piece() {
        try {
            Optional<UpkeepStep> step = keeper.upkeep(LedgerKeeper.Due.SCHEDULED);
            if (step.isEmpty()) {
                // A piece that is done says nothing of those that cannot be.
                recovered();
                return false;
            }
            stats = stats.done(step.get(), clock.instant().getEpochSecond());
            log(step.get());
            if (System.nanoTime() - countedAtNanos > pace.count().toNanos()) {
                count();
            }
            return true;
        } catch (LedgerException e) {
            failed(e, null);
        } catch (RuntimeException e) {
            // A fault of ours must not end sealing for good, nor the daemon.
            failed(e, e);
        }
        return false;
    }

    private static void log(UpkeepStep step) {
        LOG.info(
                "event={} table={} partition={} from={} to={} rows={} bytes={}",
                step.kind().name().toLowerCase(Locale.ROOT),
                step.table(),
                step.partition(),
                Instant.ofEpochSecond(step.fromS()),
                Instant.ofEpochSecond(step.toS()),
                step.rows(),
                step.bytes());
    }

    private void failed(RuntimeException e, @Nullable RuntimeException trace) {
        if (isStopping()) {
            // The ledger is being closed.
            return;
        }
        stats = stats.failed();
        String now = String.valueOf(e.getMessage()).replaceAll("[0-9]+", "#");
        if (!now.equals(failure)) {
            failure = now;
            LOG.warn("event=upkeep_failed reason=\"{}\"", trace == null ? e.getMessage() : e.toString(), trace);
        }
    }

    private void recovered() {
        if (!failure.isEmpty()) {
            failure = "";
            LOG.info("event=upkeep_recovered");
        }
    }

    private void count() {
        countedAtNanos = System.nanoTime();
        try {
            stats = stats.counted(totals.get());
        } catch (LedgerException e) {
            // What hinders a count hinders the next piece too, which tells of it.
            LOG.debug("event=sealed_not_counted reason=\"{}\"", e.getMessage());
        }
    }

    private void rest(Duration time) throws InterruptedException {
        if (!stop.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.trace("event=upkeep_goes_on");
        }
    }

    /** No further piece begins; one under way may end. Waits for it a moment only: the ledger bears a kill at any moment. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
