package dev.sublet.replay;

import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.daemon.AuditSources;
import dev.sublet.daemon.DemoMark;
import dev.sublet.daemon.Station;
import dev.sublet.http.Health;
import dev.sublet.http.HttpSettings;
import dev.sublet.http.Measures;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.simulator.api.SimulatedCluster;
import dev.sublet.simulator.recording.Recording;
import dev.sublet.simulator.replay.CollectorUnderReplay;
import dev.sublet.simulator.replay.Pacer;
import dev.sublet.simulator.replay.ReplaySummary;
import dev.sublet.simulator.replay.Replayer;
import io.fabric8.kubernetes.client.Config;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replays a recording into a data folder: a simulated API serves what was recorded, the real collector meters it, and the
 * real HTTP intake gets the audit batches. In a gap of the recording the ledger is closed, as if the daemon was down.
 */
public final class ReplayRun {
    private final Recording recording;
    private final Path data;
    private final Supplier<TermsTexts> terms;
    private final AtomicReference<@Nullable ReplaySession> session = new AtomicReference<>();
    private volatile Clock clock = Clock.systemUTC();

    public ReplayRun(Recording recording, Path data, Supplier<TermsTexts> terms) {
        this.recording = recording;
        this.data = data;
        this.terms = terms;
    }

    public ReplaySummary run(Pacer pacer, Replayer.Progress progress) {
        List<AuditSource> sources = RecordedSources.of(recording);
        AuditSources known = new AuditSources(sources);
        refuseHeldFolder();
        try (SimulatedCluster cluster = SimulatedCluster.start();
                Station station = new Station(
                        data,
                        HttpSettings.loopback(0),
                        known.tokens(),
                        (source, body) -> take(known, source, body),
                        Health.good(),
                        new Measures(),
                        this::answer)) {
            AuditPoster poster = new AuditPoster(station.port(), sources);
            return new Replayer(recording, cluster, this::open, poster::post, pacer, progress).run();
        }
    }

    /** Before anything is written into the folder that another process may hold and be found by. */
    private void refuseHeldFolder() {
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), clock)) {
            DemoMark.refuse(ledger, data);
        }
    }

    private CollectorUnderReplay open(Clock recorded, Config cluster, Duration interval) {
        clock = recorded;
        ReplaySession opened =
                new ReplaySession(data, clusterName(), recorded, cluster, interval, () -> session.set(null));
        session.set(opened);
        return opened;
    }

    /** People know the cluster by the recording's name, without what says how it is packed. */
    private String clusterName() {
        return recording.name().replaceFirst("\\.tar(\\.\\w+)?$", "");
    }

    private AuditReceipt take(AuditSources known, String source, byte[] body) {
        return known.sink(new AuditIntake(ledger()), clock).take(source, body);
    }

    private Answer answer(Question question) {
        return new Answerer(ledger(), Clock.systemUTC(), SelectLimits.defaults(), terms).answer(question);
    }

    private Ledger ledger() {
        ReplaySession open = session.get();
        if (open == null) {
            throw new LedgerException("the ledger is being opened again after a gap of the recording; try again");
        }
        return open.ledger();
    }
}
