package dev.sublet.daemon;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.budget.BudgetWatch;
import dev.sublet.reporter.budget.CostEvent;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records cost events beside the ticks: a thread of its own that looks every hour whether a day is over. A failure is logged when it begins
 * and when it is over, not each time.
 */
public final class CostWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CostWatch.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    /** The first look waits for the first ticks. */
    private static final Duration FIRST = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofHours(1);

    private final Supplier<List<CostEvent>> looks;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    /** What failed last; empty while all is well. */
    private String failure = "";

    CostWatch(Supplier<List<CostEvent>> looks) {
        this.looks = looks;
        this.thread = new Thread(this::work, "cost-watch");
        thread.setDaemon(true);
    }

    /** Begins; {@code terms} are asked for at each look. */
    static CostWatch start(Ledger ledger, Clock clock, Supplier<TermsTexts> terms) {
        CostWatch watch = new CostWatch(new BudgetWatch(ledger, clock, terms)::look);
        watch.thread.start();
        return watch;
    }

    private void work() {
        try {
            Duration pause = FIRST;
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
                pause = PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once; a failure ends neither the daemon nor further looks. */
    void look() {
        try {
            for (CostEvent event : looks.get()) {
                LOG.info(
                        "event=cost_event kind={} cost_center=\"{}\" period={} threshold={} detail=\"{}\"",
                        event.kind().label(),
                        event.costCenter(),
                        event.period(),
                        event.thresholdPercent(),
                        event.detail());
            }
            if (!failure.isEmpty()) {
                failure = "";
                LOG.info("event=cost_watch_recovered");
            }
        } catch (ReportException | LedgerException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    private void failed(String reason) {
        if (stop.getCount() > 0 && !reason.equals(failure)) {
            failure = reason;
            LOG.warn("event=cost_watch_failed reason=\"{}\"", reason);
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
