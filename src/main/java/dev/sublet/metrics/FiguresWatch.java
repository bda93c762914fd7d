package dev.sublet.metrics;

import dev.sublet.ledger.LedgerException;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.figures.Figures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes figures beside the ticks, on a thread of its own that rests twenty times as long as it worked: it takes a twentieth of a core at
 * most, however large the fleet. The last figures stay where a new look fails; a failure is logged when it begins and when it is over.
 */
public final class FiguresWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FiguresWatch.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final int REST = 20;

    private final Supplier<Optional<Figures>> looks;
    private final Duration pause;
    private final CountDownLatch stop = new CountDownLatch(1);
    /** Written by one thread. */
    private volatile State state = new State(Optional.empty(), 0, 0, "");

    private final Thread thread;

    /**
     * How it goes.
     *
     * @param lookNanos how long the last look that went well took
     * @param failures looks that failed since the start
     * @param failure why the last look failed; empty while all is well
     */
    public record State(Optional<Figures> figures, long lookNanos, long failures, String failure) {}

    /**
     * A watch that {@link #start} sets going.
     *
     * @param pause between two looks, longer where they take long
     */
    public FiguresWatch(Supplier<Optional<Figures>> looks, Duration pause) {
        this.looks = looks;
        this.pause = pause;
        this.thread = new Thread(this::work, "figures-watch");
        thread.setDaemon(true);
    }

    /** Begins with a look at once. */
    public FiguresWatch start() {
        thread.start();
        return this;
    }

    public State state() {
        return state;
    }

    private void work() {
        try {
            long restMs = 0;
            while (!stop.await(restMs, TimeUnit.MILLISECONDS)) {
                long begun = System.nanoTime();
                look();
                long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                restMs = Math.max(pause.toMillis(), REST * tookMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once; a failure ends neither the daemon nor further looks. */
    public void look() {
        State before = state;
        long begun = System.nanoTime();
        try {
            Optional<Figures> figures = looks.get();
            state = new State(figures, System.nanoTime() - begun, before.failures(), "");
            if (!before.failure().isEmpty()) {
                LOG.info("event=figures_recovered");
            }
        } catch (ReportException | LedgerException e) {
            failed(before, String.valueOf(e.getMessage()));
        }
    }

    private void failed(State before, String reason) {
        if (stop.getCount() > 0) {
            state = new State(before.figures(), before.lookNanos(), before.failures() + 1, reason);
            if (!reason.equals(before.failure())) {
                LOG.warn("event=figures_failed reason=\"{}\"", reason);
            }
        }
    }

    /** No further look begins; one under way may end. */
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
