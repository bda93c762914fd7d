package dev.sublet.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sublet.ledger.BooksCheck;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.UpkeepStep;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UpkeepTest {
    private static final Upkeep.Pace FAST =
            new Upkeep.Pace(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final UpkeepStep SEALED = new UpkeepStep(
            UpkeepStep.Kind.SEALED,
            "usage",
            "uid-1",
            NOW.getEpochSecond() - 7200,
            NOW.getEpochSecond() - 3600,
            300,
            900);

    private final Logger logger = (Logger) LoggerFactory.getLogger(Upkeep.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.list = Collections.synchronizedList(log.list);
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    /** Does what it is given, then says that it was asked once more and that nothing is due. */
    private static final class Script implements LedgerKeeper {
        private final Deque<Supplier<Optional<UpkeepStep>>> pieces = new ArrayDeque<>();
        private final CountDownLatch over = new CountDownLatch(1);

        Script then(Supplier<Optional<UpkeepStep>> piece) {
            pieces.add(piece);
            return this;
        }

        @Override
        public Optional<UpkeepStep> upkeep(Due due) {
            assertEquals(Due.SCHEDULED, due);
            Supplier<Optional<UpkeepStep>> next = pieces.poll();
            if (next == null) {
                over.countDown();
                return Optional.empty();
            }
            return next.get();
        }

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public List<SealedCheck> checkSealed() {
            return List.of();
        }

        @Override
        public BooksCheck checkBooks() {
            return new BooksCheck(0, 0, List.of());
        }

        void await() throws InterruptedException {
            assertTrue(over.await(10, TimeUnit.SECONDS), "upkeep was not asked often enough");
        }
    }

    private static Optional<UpkeepStep> fail(String message) {
        throw new LedgerException(message);
    }

    private static Upkeep upkeep(Script script) {
        return new Upkeep(
                script, () -> new SealedTotals(3, 4_000, 50, 60), () -> false, Clock.fixed(NOW, ZoneOffset.UTC), FAST);
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void each_piece_is_one_line_and_is_counted() throws InterruptedException, IOException {
        Script script = new Script()
                .then(() -> Optional.of(SEALED))
                .then(() ->
                        Optional.of(new UpkeepStep(UpkeepStep.Kind.RETIRED, "audit_event", "host", 0, 86400, 7, 0)));
        Upkeep upkeep = upkeep(script);
        PrometheusRegistry registry = new PrometheusRegistry();
        UpkeepMetrics.register(registry, upkeep::stats);
        try (upkeep) {
            upkeep.start();
            script.await();
        }
        assertEquals(
                List.of(
                        "event=sealed table=usage partition=uid-1 from=2026-11-22T10:00:00Z to=2026-11-22T11:00:00Z"
                                + " rows=300 bytes=900",
                        "event=retired table=audit_event partition=host from=1970-01-01T00:00:00Z"
                                + " to=1970-01-02T00:00:00Z rows=7 bytes=0"),
                lines());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        String metrics = text.toString(StandardCharsets.UTF_8);
        for (String line : List.of(
                "sublet_sealed_files 3.0",
                "sublet_sealed_bytes 4000.0",
                "sublet_rows_waiting 50.0",
                "sublet_last_seal_timestamp_seconds 1.7953488E9",
                "sublet_upkeep_pieces_total{kind=\"sealed\"} 1.0",
                "sublet_upkeep_pieces_total{kind=\"compacted\"} 0.0",
                "sublet_upkeep_pieces_total{kind=\"retired\"} 1.0",
                "sublet_upkeep_failures_total 0.0")) {
            assertTrue(metrics.contains("\n" + line + "\n"), line + " is not in\n" + metrics);
        }
    }

    @Test
    void a_failure_is_told_when_it_begins_changes_or_ends_and_not_each_time() throws InterruptedException {
        Script script = new Script()
                .then(() -> fail("only 213 MiB are free"))
                .then(() -> fail("only 212 MiB are free"))
                .then(() -> fail("cannot write the ledger"))
                .then(() -> Optional.of(SEALED))
                .then(() -> fail("cannot write the ledger"))
                .then(Optional::empty)
                .then(() -> fail("only 210 MiB are free"));
        Upkeep upkeep = upkeep(script);
        try (upkeep) {
            upkeep.start();
            script.await();
        }
        List<String> told = lines();
        assertEquals("event=upkeep_failed reason=\"only 213 MiB are free\"", told.get(0));
        assertEquals("event=upkeep_failed reason=\"cannot write the ledger\"", told.get(1));
        assertTrue(told.get(2).startsWith("event=sealed "), told.toString());
        assertEquals("event=upkeep_recovered", told.get(3));
        assertEquals("event=upkeep_failed reason=\"only 210 MiB are free\"", told.get(4));
        assertEquals(5, upkeep.stats().failures());
    }

    @Test
    void a_fault_of_ours_does_not_end_it() throws InterruptedException {
        Script script = new Script()
                .then(() -> {
                    throw new IllegalStateException("impossible");
                })
                .then(() -> Optional.of(SEALED));
        try (Upkeep upkeep = upkeep(script)) {
            upkeep.start();
            script.await();
        }
        assertTrue(lines().get(0).contains("impossible"));
        assertTrue(log.list.get(0).getThrowableProxy() != null, "where it comes from is not logged");
    }

    @Test
    void no_piece_begins_while_a_tick_is_being_made() throws InterruptedException {
        AtomicBoolean ticking = new AtomicBoolean(true);
        CountDownLatch looked = new CountDownLatch(20);
        AtomicBoolean disturbed = new AtomicBoolean();
        Script script = new Script().then(() -> {
            disturbed.set(ticking.get());
            return Optional.empty();
        });
        Upkeep upkeep = new Upkeep(
                script,
                () -> SealedTotals.NONE,
                () -> {
                    looked.countDown();
                    return ticking.get();
                },
                Clock.fixed(NOW, ZoneOffset.UTC),
                FAST);
        try (upkeep) {
            upkeep.start();
            assertTrue(looked.await(10, TimeUnit.SECONDS));
            ticking.set(false);
            script.await();
        }
        assertEquals(false, disturbed.get());
    }

    @Test
    void it_stops_at_once_while_it_rests_and_a_failure_of_a_closing_ledger_is_not_told() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        Script script = new Script().then(() -> {
            inside.countDown();
            try {
                assertTrue(closing.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return fail("the ledger is closed");
        });
        Upkeep upkeep = new Upkeep(
                script, () -> SealedTotals.NONE, () -> false, Clock.fixed(NOW, ZoneOffset.UTC), Upkeep.Pace.USUAL);
        upkeep.start();
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        Thread closer = new Thread(upkeep::close);
        closer.start();
        while (!upkeep.isStopping()) {
            Thread.onSpinWait();
        }
        closing.countDown();
        closer.join(10_000);
        assertEquals(List.of(), lines());
    }
}
