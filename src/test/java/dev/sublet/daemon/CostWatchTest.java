package dev.sublet.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.budget.CostEvent;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CostWatchTest {
    private static final CostEvent EVENT = new CostEvent(
            "budget-threshold/1/cc-1/80",
            CostEvent.Kind.BUDGET_THRESHOLD,
            "cc-1",
            null,
            "2026-11",
            1,
            2,
            80,
            "USD",
            BigInteger.TEN,
            BigInteger.TEN,
            "Payments has paid 8.00",
            3);

    private boolean broken = true;

    private List<CostEvent> look() {
        if (broken) {
            throw new ReportException("price book prices.yaml lacks node n1", 2);
        }
        return List.of(EVENT);
    }

    @Test
    void a_failure_is_told_once_and_ends_nothing() {
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        Logger log = (Logger) LoggerFactory.getLogger(CostWatch.class);
        log.setLevel(Level.INFO);
        log.addAppender(told);
        try (CostWatch watch = new CostWatch(this::look)) {
            watch.look();
            watch.look();
            broken = false;
            watch.look();
        } finally {
            log.detachAppender(told);
            log.setLevel(null);
        }

        assertEquals(
                List.of(
                        "event=cost_watch_failed reason=\"price book prices.yaml lacks node n1\"",
                        "event=cost_event kind=budget-threshold cost_center=\"cc-1\" period=2026-11 threshold=80"
                                + " detail=\"Payments has paid 8.00\"",
                        "event=cost_watch_recovered"),
                told.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }
}
