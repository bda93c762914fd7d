package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.http.Health;
import dev.sublet.http.HttpFront;
import dev.sublet.http.HttpSettings;
import dev.sublet.http.Measures;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.terms.TermsFiles;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/** {@code sublet serve}: pages and API of a folder, without metering. */
public final class Serving {
    private final Path data;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);

    public Serving(Path data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    /**
     * Serves until it is told to stop.
     *
     * @param port on the loopback interface; 0 takes a free one
     * @param started told the port
     * @throws Problem when the port is taken
     */
    public void run(int port, IntConsumer started) throws InterruptedException {
        HttpSettings http = HttpSettings.loopback(port);
        HttpFront.refuseTakenPort(http.host(), port);
        Measures measures = new Measures();
        JvmMetrics.builder().register(measures.open());
        OrderlyStop orderly = new OrderlyStop(this::stop);
        try (Ledger ledger = Ledger.openExisting(data, LedgerSettings.defaults())) {
            AuditSources nobody = new AuditSources(List.of());
            Answerer answerer = new Answerer(ledger, clock, SelectLimits.defaults(), () -> TermsFiles.in(data));
            try (Station station = new Station(
                    data,
                    http,
                    nobody.tokens(),
                    nobody.sink(new AuditIntake(ledger), clock),
                    Health.good(),
                    measures,
                    answerer::answer,
                    ApiOffer.of(Doors.defaults(), () -> TermsFiles.in(data), clock),
                    Optional.empty())) {
                started.accept(station.port());
                stop.await();
            }
        } finally {
            orderly.close();
        }
    }

    /** Ends {@link #run} soon; from any thread. */
    public void stop() {
        stop.countDown();
    }
}
