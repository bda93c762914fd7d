package dev.sublet.demo;

import dev.sublet.collector.Collector;
import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.daemon.ApiOffer;
import dev.sublet.daemon.AuditSources;
import dev.sublet.daemon.CollectorMetrics;
import dev.sublet.daemon.DemoMark;
import dev.sublet.daemon.Doors;
import dev.sublet.daemon.ObservedLedger;
import dev.sublet.daemon.OrderlyStop;
import dev.sublet.daemon.Rounds;
import dev.sublet.daemon.Station;
import dev.sublet.daemon.Upkeep;
import dev.sublet.daemon.UsageMetrics;
import dev.sublet.http.HttpSettings;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.ledger.query.SelectLimits;
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
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
    private final Fleet fleet;
    private final DemoFolder folder;

    /** Prepares the folder; refuses one that is not the demo's. */
    public Demo(Path data, Clock clock) {
        this.data = data;
        this.clock = clock;
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
            AuditPast.write(fleet, ledger);
            try (SimulatedCluster cluster = SimulatedCluster.start();
                    LiveFleet live = LiveFleet.fill(fleet, cluster, clock);
                    KubernetesClient client = new KubernetesClientBuilder()
                            .withConfig(cluster.clientConfig())
                            .build()) {
                live.follow(PACE);
                present(ledger, client, port, show);
            }
        }
    }

    private void present(Ledger ledger, KubernetesClient client, int port, Consumer<Shown> show)
            throws InterruptedException {
        PrometheusRegistry registry = new PrometheusRegistry();
        UsageMetrics usage = new UsageMetrics(registry);
        usage.resume(ledger);
        Answerer answerer = new Answerer(ledger, clock, SelectLimits.defaults(), this::terms);
        try (Collector collector =
                new Collector(settings(), client, new ObservedLedger(ledger, usage::committed), clock)) {
            Rounds rounds = new Rounds(collector, LIVE_INTERVAL, clock);
            collector.start();
            if (port < 0) {
                collector.tick();
                show.accept(new Shown(lastMonth(answerer), -1));
                return;
            }
            JvmMetrics.builder().register(registry);
            CollectorMetrics.register(registry, collector::stats);
            AuditSources nobody = new AuditSources(List.of());
            OrderlyStop stop = new OrderlyStop(rounds::stop);
            try (Station station = new Station(
                    data,
                    HttpSettings.loopback(port),
                    nobody.tokens(),
                    nobody.sink(new AuditIntake(ledger), clock),
                    rounds,
                    registry,
                    answerer::answer,
                    ApiOffer.of(Doors.defaults(), this::terms, clock))) {
                collector.tick();
                show.accept(new Shown(lastMonth(answerer), station.port()));
                Upkeep upkeep = Upkeep.start(ledger, rounds::ticking, clock, registry);
                try {
                    rounds.run();
                } finally {
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
