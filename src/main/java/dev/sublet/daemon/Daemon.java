package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.collector.Collector;
import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.collector.watch.ClusterException;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.export.ExportWorkspace;
import dev.sublet.http.Health;
import dev.sublet.http.HttpFront;
import dev.sublet.http.Measures;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.metrics.AuditMetrics;
import dev.sublet.metrics.FiguresWatch;
import dev.sublet.metrics.Figuring;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.terms.TermsFiles;
import dev.sublet.reporter.terms.TermsTexts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code sublet run}: meters one host cluster until it is told to stop. */
public final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final DaemonSettings settings;
    private final Clock clock;
    private final Measures measures = new Measures();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicReference<Rounds> rounds = new AtomicReference<>();

    public Daemon(DaemonSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns after an orderly stop.
     *
     * @throws Problem when the environment does not allow to start or to go on
     */
    public void run() {
        OrderlyStop stop = new OrderlyStop(this::stop);
        try {
            meter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.info("event=stopped reason=interrupted");
        } catch (ClusterException | IllegalStateException e) {
            throw Problem.environment(String.valueOf(e.getMessage()), e);
        } finally {
            stop.close();
        }
    }

    /** Ends {@link #run} soon; from any thread. */
    public void stop() {
        stopping.set(true);
        Rounds running = rounds.get();
        if (running != null) {
            running.stop();
        }
    }

    private void meter() throws InterruptedException {
        ApiOffer.refuseOpen(settings.http().host(), settings.api());
        HttpFront.refuseTakenPort(settings.http().host(), settings.http().port());
        makeFolder(settings.data());
        JvmMetrics.builder().register(measures.open());
        try (Ledger ledger = Ledger.open(settings.data(), settings.ledger(), clock)) {
            DemoMark.refuse(ledger, settings.data());
            takeBillingZone(ledger);
            ExportWorkspace.sweep(settings.data());
            ledger.recovery().findings().forEach(finding -> LOG.warn("event=ledger_mended finding=\"{}\"", finding));
            try (KubernetesClient client = HostClient.open(
                    settings.collector().kubeconfig(), settings.collector().context())) {
                meter(ledger, client);
            }
        }
        LOG.info("event=stopped");
    }

    private void meter(Ledger ledger, KubernetesClient client) throws InterruptedException {
        UsageMetrics usage = new UsageMetrics(measures.scoped());
        usage.resume(ledger);
        LedgerWriter observed =
                new ObservedLedger(ledger, usage::committed, new AuditMetrics(measures.scoped())::committed);
        try (Collector collector = collector(ledger, observed, client)) {
            Rounds running = new Rounds(collector, settings.collector().interval(), clock);
            rounds.set(running);
            CollectorMetrics.register(measures.open(), collector::stats);
            // Audit events are taken before the cluster is listed, which may take a minute.
            try (Station station = station(ledger, observed, running)) {
                LOG.info("event=listening http={}:{} data={}", settings.http().host(), station.port(), settings.data());
                collector.start();
                if (!stopping.get()) {
                    Upkeep upkeep = Upkeep.start(ledger, running::ticking, clock, measures.open());
                    CostWatch costs = CostWatch.start(ledger, clock, this::terms);
                    FiguresWatch figures = Figuring.start(ledger, this::terms, measures.scoped());
                    OperatorStation operator = OperatorStation.start(
                            settings.bot(),
                            settings.collector(),
                            settings.data(),
                            ledger,
                            answerer(ledger)::answer,
                            registry,
                            clock);
                    try {
                        running.run();
                    } finally {
                        operator.close();
                        figures.close();
                        costs.close();
                        upkeep.close();
                    }
                }
            }
        }
    }

    /** Before the first tick, whose rows are cut by it. */
    private void takeBillingZone(Ledger ledger) {
        ZoneId zone = settings.billingZone();
        try {
            ledger.billHoursOf(zone == null ? ledger.billingZone() : zone);
        } catch (LedgerException e) {
            throw Problem.wrongUse(String.valueOf(e.getMessage()), e);
        }
    }

    private Collector collector(Ledger ledger, LedgerWriter observed, KubernetesClient client) {
        try {
            CollectorSettings collecting = settings.collector().withBillingZone(ledger.billingZone());
            return new Collector(collecting, client, observed, clock);
        } catch (IllegalArgumentException e) {
            throw Problem.wrongUse(String.valueOf(e.getMessage()), e);
        }
    }

    private Station station(Ledger ledger, LedgerWriter observed, Health health) {
        AuditSources sources = new AuditSources(settings.auditSources(), settings.auditKey());
        AuditIntake intake = new AuditIntake(
                observed,
                settings.auditBatchEventsMax(),
                Math.toIntExact(settings.http().bodyBytesMax()));
        return new Station(
                settings.data(),
                settings.http(),
                sources.tokens(),
                sources.sink(intake, clock),
                health,
                measures,
                answerer(ledger)::answer,
                ApiOffer.of(settings.api(), this::terms, clock));
    }

    private Answerer answerer(Ledger ledger) {
        return new Answerer(ledger, clock, settings.query(), this::terms);
    }

    /** The files in the data folder, else those of the settings; read anew, so that an edit counts. */
    private TermsTexts terms() {
        return TermsFiles.in(settings.data()).orElse(TermsFiles.named(settings.terms()));
    }

    private static void makeFolder(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw Problem.environment(
                    "data folder " + data + " cannot be made (" + e + "); name another one with --data", e);
        }
    }
}
