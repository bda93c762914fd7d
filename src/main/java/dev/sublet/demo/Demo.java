package dev.sublet.demo;

import dev.sublet.api.ApiSettings;
import dev.sublet.collector.Collector;
import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.daemon.ApiOffer;
import dev.sublet.daemon.AuditSources;
import dev.sublet.daemon.CollectorMetrics;
import dev.sublet.daemon.DemoMark;
import dev.sublet.daemon.ObservedLedger;
import dev.sublet.daemon.OrderlyStop;
import dev.sublet.daemon.Rounds;
import dev.sublet.daemon.Station;
import dev.sublet.daemon.Upkeep;
import dev.sublet.daemon.UsageMetrics;
import dev.sublet.http.HttpSettings;
import dev.sublet.http.Measures;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.metrics.AuditMetrics;
import dev.sublet.metrics.FiguresWatch;
import dev.sublet.metrics.Figuring;
import dev.sublet.replay.SimulatedSettings;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.question.ReportFormat;
import dev.sublet.reporter.question.ReportOptions;
import dev.sublet.reporter.question.ReportQuestion;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.TermsFiles;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.simulator.api.SimulatedCluster;
import dev.sublet.simulator.scenario.Fleet;
import dev.sublet.simulator.scenario.LiveFleet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;

/** {@code sublet demo}: history first, then the present over HTTP. */
public final class Demo {
    private static final long SEED = 1;
    private static final Duration LIVE_INTERVAL = Duration.ofSeconds(15);
    private static final Duration PACE = Duration.ofSeconds(1);

    private final Path data;
    private final Clock clock;
    private final Duration pause;
    private final Fleet fleet;
    private final DemoFolder folder;

    /** Prepares the folder; refuses one that is not the demo's. */
    public Demo(Path data, Clock clock) {
        this(data, clock, LIVE_INTERVAL);
    }

    /**
     * Likewise with a clock that may run faster than time.
     *
     * @param pause of real time between two looks
     */
    public Demo(Path data, Clock clock, Duration pause) {
        this.data = data;
        this.clock = clock;
        this.pause = pause;
        this.fleet = Fleet.of(SEED, clock.instant());
        this.folder = DemoFolder.prepare(data);
    }

    /** Told how many ticks of history are made. */
    @FunctionalInterface
    public interface Progress {
        void at(int done, int total);
    }

    /** What a demo shows: the statement, and the port that it serves, or -1. */
    public record Shown(Answer statement, int port) {}

    /**
     * Makes history, takes one live tick, shows, and ends, or goes on until it is told to stop.
     *
     * @param port to serve health, metrics and audit webhooks at; negative to serve nothing and end after showing
     */
    public void run(int port, Progress progress, Consumer<Shown> show) throws InterruptedException {
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), clock)) {
            DemoMark.require(ledger, data);
            Past.write(fleet, OwnerRegistry.read(folder.owners(), ZoneOffset.UTC), ledger, progress::at);
            Measures measures = new Measures();
            UsageMetrics usage = new UsageMetrics(measures.scoped());
            LedgerWriter observed =
                    new ObservedLedger(ledger, usage::committed, new AuditMetrics(measures.scoped())::committed);
            AuditPast.write(fleet, observed);
            usage.resume(ledger);
            try (SimulatedCluster cluster = SimulatedCluster.start();
                    LiveFleet live = LiveFleet.fill(fleet, cluster, clock);
                    KubernetesClient client = new KubernetesClientBuilder()
                            .withConfig(cluster.clientConfig())
                            .build()) {
                live.follow(PACE);
                present(ledger, observed, measures, client, port, show);
            }
        }
    }

    private void present(
            Ledger ledger,
            LedgerWriter observed,
            Measures measures,
            KubernetesClient client,
            int port,
            Consumer<Shown> show)
            throws InterruptedException {
        Answerer answerer = new Answerer(ledger, clock, SelectLimits.defaults(), this::terms);
        try (Collector collector = new Collector(settings(), client, observed, clock)) {
            Rounds rounds = new Rounds(collector, pause, clock);
            collector.start();
            if (port < 0) {
                collector.tick();
                show.accept(new Shown(lastMonth(answerer), -1));
                return;
            }
            JvmMetrics.builder().register(measures.open());
            CollectorMetrics.register(measures.open(), collector::stats);
            AuditSources nobody = new AuditSources(List.of());
            OrderlyStop stop = new OrderlyStop(rounds::stop);
            try (Station station = new Station(
                    data,
                    HttpSettings.loopback(port),
                    nobody.tokens(),
                    nobody.sink(new AuditIntake(observed), clock),
                    rounds,
                    measures,
                    answerer::answer,
                    ApiOffer.of(ApiSettings.defaults(), this::terms, clock))) {
                collector.tick();
                show.accept(new Shown(lastMonth(answerer), station.port()));
                Upkeep upkeep = Upkeep.start(ledger, rounds::ticking, clock, measures.open());
                FiguresWatch figures = Figuring.start(ledger, this::terms, measures.scoped());
                try {
                    rounds.run();
                } finally {
                    figures.close();
                    upkeep.close();
                }
            } finally {
                stop.close();
            }
        }
    }

    private CollectorSettings settings() {
        return SimulatedSettings.of(Fleet.CLUSTER_NAME, LIVE_INTERVAL, folder.owners(), Past.LABELS);
    }

    private TermsTexts terms() {
        return TermsFiles.in(data);
    }

    private Answer lastMonth(Answerer answerer) {
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).minusMonths(1);
        return answerer.answer(new ReportQuestion(
                Period.ofMonth(month.toString(), ZoneOffset.UTC),
                TermsTexts.none(),
                ReportFormat.TABLE,
                ReportOptions.none()));
    }
}
